"""When people sit in lessons themselves, so that they are not planned to teach then."""

from collections.abc import Collection

from sqlalchemy import func, select, union
from sqlalchemy.orm import aliased

from ...catalogue.models import Session
from ...people.models import Person
from ...scheduling.rules.spans import Span
from ..models import Enrolment, Guest, State

record = aliased(Person)
KEPT = func.coalesce(record.merged_into_id, record.id)


def of_people(session, person_ids: Collection[int], *, begins, ends) -> dict[int, list[Span]]:
    """{person: when they have a seat}, of their own or to make something up; one statement."""
    theirs = select(KEPT.label("person_id"), Session.starts_at, Session.ends_at).select_from(Enrolment)
    theirs = theirs.join(record, record.id == Enrolment.person_id)
    own = theirs.join(Session, Session.cohort_id == Enrolment.cohort_id)
    guests = theirs.join(Guest, Guest.enrolment_id == Enrolment.id).join(Session, Session.id == Guest.session_id)
    mine = KEPT.in_(person_ids), Enrolment.state == State.CONFIRMED, Session.ends_at > begins, Session.starts_at < ends
    found: dict[int, list[Span]] = {}
    for id, *span in session.execute(union(own.where(*mine), guests.where(*mine, Guest.ended_at.is_(None)))):
        found.setdefault(id, []).append(Span(*span))
    return found
