"""What people said before a lesson."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, or_, select

from ...catalogue.models import Session, SessionPart, Subject, SubjectItem
from ...database import LocalizedText
from ...enrolment.models import Guest, GuestPart
from ..models import Notice


def standing(session, enrolment_id, session_id) -> Notice | None:
    query = select(Notice).where(Notice.enrolment_id == enrolment_id, Notice.session_id == session_id)
    return session.scalars(query.where(Notice.withdrawn_at.is_(None))).first()


def said(session, enrolment_id) -> set[int]:
    """Ids of the sessions to which they said that they cannot come."""
    query = select(Notice.session_id).where(Notice.enrolment_id == enrolment_id, Notice.withdrawn_at.is_(None))
    return set(session.scalars(query))


def is_theirs(enrolment):
    """Whether a session is of their date, or one in which they make something up."""
    seats = select(Guest.session_id).where(Guest.enrolment_id == enrolment.id, Guest.ended_at.is_(None))
    return or_(Session.cohort_id == enrolment.cohort_id, Session.id.in_(seats))


def beginnings(session, enrolment) -> dict[int, datetime]:
    """{session: when it begins}, of all that are theirs."""
    query = select(Session.id, Session.starts_at).where(is_theirs(enrolment))
    return {row.id: row.starts_at for row in session.execute(query)}


@dataclass(frozen=True)
class Lesson:
    """A session to come, own or as a guest. `reason`: why they said that they cannot come; None where they come.

    `subjects`: titles of what it teaches them, none for an hour such as the test.
    """

    session_id: int
    starts_at: datetime
    ends_at: datetime
    is_guest: bool
    reason: str | None
    subjects: tuple[LocalizedText, ...] = ()


def lessons(session, enrolment, *, at) -> list[Lesson]:
    """All that this person can still say about, the soonest first; two statements."""
    said = and_(Notice.session_id == Session.id, Notice.enrolment_id == enrolment.id, Notice.withdrawn_at.is_(None))
    seat = has_seat(enrolment)
    query = (
        select(
            Session.id,
            Session.starts_at,
            Session.ends_at,
            Guest.id.is_not(None),
            Notice.reason,
        )
        .outerjoin(Guest, seat)
        .outerjoin(Notice, said)
        .where(or_(Session.cohort_id == enrolment.cohort_id, Guest.id.is_not(None)), Session.starts_at > at)
        .order_by(Session.starts_at, Session.id)
    )
    taught = subjects(session, enrolment, at=at)
    return [replace(Lesson(*row), subjects=tuple(taught.get(row.id, ()))) for row in session.execute(query)]


def has_seat(enrolment):
    return and_(Guest.session_id == Session.id, Guest.enrolment_id == enrolment.id, Guest.ended_at.is_(None))


def subjects(session, enrolment, *, at) -> dict[int, list[LocalizedText]]:
    """{session to come: titles of the subjects that it teaches them}; of a guest those that they come for."""
    query = (
        select(Session.id, Subject.id, Subject.title)
        .join(SessionPart, SessionPart.session_id == Session.id)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(Subject, Subject.id == SubjectItem.subject_id)
        .outerjoin(Guest, has_seat(enrolment))
        .outerjoin(GuestPart, and_(GuestPart.guest_id == Guest.id, GuestPart.part_id == SessionPart.id))
        .where(or_(Session.cohort_id == enrolment.cohort_id, GuestPart.part_id.is_not(None)), Session.starts_at > at)
        .order_by(Session.id, SessionPart.position)
    )
    found: dict[int, dict[int, LocalizedText]] = {}
    for session_id, subject_id, title in session.execute(query):
        found.setdefault(session_id, {}).setdefault(subject_id, title)
    return {session_id: list(titles.values()) for session_id, titles in found.items()}
