"""Guests in single sessions of a cohort."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, selectinload

from ...catalogue.models import Cohort, Session
from ...people.models import Person
from ..models import Enrolment, Guest, State
from .records import for_moves

IS_COMING = Guest.ended_at.is_(None)


class Held(NamedTuple):
    """A cohort of which nothing but its id is known, to be held."""

    id: int


def sitting_now(session, session_id) -> Session:
    """With its parts, read anew."""
    return session.scalars(anew(session_id)).one()


def sitting_if_there(session, session_id) -> Session | None:
    """The same, if nobody has taken it out."""
    return session.scalars(anew(session_id)).one_or_none()


def anew(session_id):
    query = select(Session).where(Session.id == session_id).options(selectinload(Session.parts))
    return query.execution_options(populate_existing=True)


def coming(session, session_id, enrolment_id) -> Guest | None:
    """With its parts."""
    query = select(Guest).where(Guest.session_id == session_id, Guest.enrolment_id == enrolment_id, IS_COMING)
    return session.scalars(query.options(selectinload(Guest.parts))).first()


def count(session, session_id) -> int:
    return session.scalar(select(func.count()).select_from(Guest).where(Guest.session_id == session_id, IS_COMING))


def starts_at(session, cohort_id) -> datetime:
    return session.scalar(select(Cohort.starts_at).where(Cohort.id == cohort_id))


def are_of_one_course(session, cohort_id, other_id) -> bool:
    courses = select(func.count(Cohort.course_id.distinct())).where(Cohort.id.in_((cohort_id, other_id)))
    return session.scalar(courses) == 1


def one_of(session, enrolment_id, guest_id) -> Guest | None:
    """A guest seat of this enrolment; another's is nothing."""
    query = select(Guest).where(Guest.id == guest_id, Guest.enrolment_id == enrolment_id)
    return session.scalars(query.options(selectinload(Guest.parts))).first()


def of_enrolment(session, enrolment_id) -> list[Guest]:
    """The guest seats that were not given back, with their parts, the oldest first."""
    query = select(Guest).join(Session, Session.id == Guest.session_id).options(selectinload(Guest.parts))
    query = query.where(Guest.enrolment_id == enrolment_id, IS_COMING)
    return list(session.scalars(query.order_by(Session.starts_at, Guest.id)))


def of_sessions(session, session_ids) -> list[Guest]:
    """Whoever comes to one of these sessions."""
    query = select(Guest).where(Guest.session_id.in_(list(session_ids)), IS_COMING).options(selectinload(Guest.parts))
    return list(session.scalars(query.order_by(Guest.id)))


def of_cohort(session, cohort_id) -> list[Guest]:
    query = select(Guest).where(Guest.cohort_id == cohort_id, IS_COMING).options(selectinload(Guest.parts))
    return list(session.scalars(query.order_by(Guest.id)))


def enrolment_of(session, guest) -> Enrolment:
    """As letters need it."""
    return session.scalars(for_moves().where(Enrolment.id == guest.enrolment_id)).one()


@dataclass(frozen=True)
class Visitor:
    """A guest as the page of seats names them."""

    receipt: str
    family_name: str
    given_name: str
    starts_at: datetime
    ends_at: datetime
    at: datetime
    home: str

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()


def visitors(session, cohort_id, *, at) -> list[Visitor]:
    """Everybody who comes to a session of this cohort that is not over; one statement."""
    record, kept = aliased(Person), aliased(Person)
    query = (
        select(
            Enrolment.receipt,
            kept.family_name,
            kept.given_name,
            Session.starts_at,
            Session.ends_at,
            Guest.at,
            Cohort.code,
        )
        .join_from(Guest, Session, Session.id == Guest.session_id)
        .join(Enrolment, Enrolment.id == Guest.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(record, record.id == Enrolment.person_id)
        .join(kept, kept.id == func.coalesce(record.merged_into_id, record.id))
        .where(Guest.cohort_id == cohort_id, IS_COMING, Session.ends_at > at)
        .order_by(Session.starts_at, Guest.id)
    )
    return [Visitor(*row) for row in session.execute(query)]


def astray(session, *, at) -> list[int]:
    """The ids of seats in sessions to come of who has no seat of their own, or belongs to that very cohort."""
    query = (
        select(Guest.id)
        .join(Session, Session.id == Guest.session_id)
        .join(Enrolment, Enrolment.id == Guest.enrolment_id)
        .where(IS_COMING, Session.starts_at > at)
        .where(or_(Enrolment.state != State.CONFIRMED, Enrolment.cohort_id == Guest.cohort_id))
    )
    return list(session.scalars(query.order_by(Guest.id)))
