"""Who has a seat in a lesson and teaches another at the same time."""

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Session
from ...people.models import Person
from ...scheduling.models import Engagement
from ...scheduling.queries.engagements import of_sessions
from ...scheduling.rules.days import Busy
from ..models import ACTIVE, Enrolment

attends = aliased(Person)
lesson = aliased(Session)


def at_once(columns: Select, *, at) -> Select:
    """A row for each pair of a lesson that somebody attends and one that they teach (Engagement), as far as it is to
    come; to be narrowed. Whoever is engaged stands under the record that is kept.
    """
    same = or_(attends.id == Engagement.person_id, attends.merged_into_id == Engagement.person_id)
    overlap = and_(lesson.starts_at < Engagement.ends_at, lesson.ends_at > Engagement.begins_at)
    return (
        columns.select_from(Engagement)
        .join(attends, same)
        .join(Enrolment, Enrolment.person_id == attends.id)
        .join(lesson, and_(lesson.cohort_id == Enrolment.cohort_id, overlap))
        .where(Engagement.ends_at > at)
    )


def teaches_meanwhile(session, enrolment: Enrolment, *, at) -> list[Busy]:
    """The lessons to come that this person teaches while they should sit in this cohort; mostly one statement."""
    pairs = at_once(select(Engagement.session_id), at=at)
    pairs = pairs.where(Enrolment.id == enrolment.id, Enrolment.state.in_(ACTIVE))
    found = set(session.scalars(pairs))
    return of_sessions(session, found) if found else []
