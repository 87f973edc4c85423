"""What an operator sees of the people it named, and what staff see of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, Course
from ...database import LocalizedText
from ...people.models import Person
from ...people.rules.same_person import kana_key
from ..models import Enrolment, Group, OwnPart, State

SHOWN_AFTER = timedelta(days=366)
"""So long after a course its people stay on the page of their operator."""


SHOWN_COHORT = case((and_(OwnPart.linked, OwnPart.shares.isnot(True)), Group.cohort_id), else_=Enrolment.cohort_id)
"""Who went to another date is seen there; not who enrolled by themselves and did not agree to be seen."""


@dataclass(frozen=True)
class Member:
    """Somebody whom an operator named, as far as the operator may see them: the name as typed, and how it stands."""

    group_id: int
    typed_name: str
    code: str
    title: LocalizedText
    starts_at: datetime | None
    until: datetime
    is_done: bool
    state: State | None


def sent_before(session, key) -> Group | None:
    return session.scalars(select(Group).where(Group.key == key)).first()


def group_of(session, operator_id, group_id) -> Group | None:
    """A group of this operator; another's is nothing."""
    return session.scalars(select(Group).where(Group.id == group_id, Group.operator_id == operator_id)).first()


def members(session, operator_id, *, at, group_id=None) -> list[Member]:
    """Whom it named in cohorts that are not long over, the next to begin first; one statement."""
    query = (
        select(
            Group.id,
            OwnPart.typed_name,
            Cohort.code,
            Course.title,
            Cohort.starts_at,
            OwnPart.until,
            OwnPart.done_at,
            Enrolment.state,
            OwnPart.told_seat,
            OwnPart.linked,
            OwnPart.shares,
        )
        .join_from(OwnPart, Group, Group.id == OwnPart.group_id)
        .join(Enrolment, Enrolment.id == OwnPart.enrolment_id)
        .join(Cohort, Cohort.id == SHOWN_COHORT)
        .join(Course, Course.id == Cohort.course_id)
        .where(Group.operator_id == operator_id)
        .where(or_(Cohort.ends_at.is_(None), Cohort.ends_at > at - SHOWN_AFTER))
        .order_by(Cohort.starts_at, Cohort.id, OwnPart.id)
    )
    if group_id is not None:
        query = query.where(Group.id == group_id)
    return [seen(*row) for row in session.execute(query)]


def seen(group_id, name, code, title, starts_at, until, done_at, state, told_seat, linked, shares) -> Member:
    """Of somebody who had enrolled by themselves nothing shows before they agree, and then only if they want it to."""
    shown = state
    if linked and not shares:
        shown = None if done_at else (State.CONFIRMED if told_seat else State.WAITLISTED)
    return Member(group_id, name, code, title, starts_at, until, done_at is not None, shown)


def known_here(session, operator_id, cohort_id) -> set[tuple[str, date]]:
    """The identities (rules.groups.Named) of everybody whom this operator has active here."""
    shown = aliased(Person)
    query = (
        select(shown.family_kana, shown.given_kana, shown.birth_date)
        .join_from(OwnPart, Group, Group.id == OwnPart.group_id)
        .join(Enrolment, Enrolment.id == OwnPart.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(shown, shown.id == func.coalesce(Person.merged_into_id, Person.id))
        .where(Group.operator_id == operator_id, Enrolment.cohort_id == cohort_id, Enrolment.state != State.CANCELLED)
    )
    return {(kana_key(f"{family}{given}"), born) for family, given, born in session.execute(query) if born}


def is_named(session, enrolment_id, operator_id) -> bool:
    """Whether this operator has named the person of this enrolment already."""
    query = select(OwnPart.id).join(Group, Group.id == OwnPart.group_id)
    return (
        session.scalar(query.where(OwnPart.enrolment_id == enrolment_id, Group.operator_id == operator_id)) is not None
    )
