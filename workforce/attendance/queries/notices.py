"""What people said before a lesson."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from ...catalogue.models import Cohort, Place, Session
from ...database import LocalizedText
from ...enrolment.models import Guest
from ..models import Notice


def standing(session, enrolment_id, session_id) -> Notice | None:
    query = select(Notice).where(Notice.enrolment_id == enrolment_id, Notice.session_id == session_id)
    return session.scalars(query.where(Notice.withdrawn_at.is_(None))).first()


def is_guest(session, enrolment_id, session_id) -> bool:
    query = select(Guest.id).where(Guest.enrolment_id == enrolment_id, Guest.session_id == session_id)
    return session.scalar(query.where(Guest.ended_at.is_(None))) is not None


def is_own(session, enrolment, session_id) -> bool:
    """Whether this is a session of their date, or one in which they make something up."""
    sitting = session.get(Session, session_id)
    mine = sitting is not None and sitting.cohort_id == enrolment.cohort_id
    return mine or is_guest(session, enrolment.id, session_id)


@dataclass(frozen=True)
class Lesson:
    """A session to come, own or as a guest. `reason`: why they said that they cannot come; None where they come."""

    session_id: int
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    place: LocalizedText | None
    is_guest: bool
    reason: str | None


def lessons(session, enrolment, *, at) -> list[Lesson]:
    """All that this person can still say about, the soonest first; one statement."""
    said = and_(Notice.session_id == Session.id, Notice.enrolment_id == enrolment.id, Notice.withdrawn_at.is_(None))
    seat = and_(Guest.session_id == Session.id, Guest.enrolment_id == enrolment.id, Guest.ended_at.is_(None))
    query = (
        select(
            Session.id,
            Session.starts_at,
            Session.ends_at,
            Session.online,
            Session.room,
            Place.name,
            Guest.id.is_not(None),
            Notice.reason,
        )
        .join(Cohort, Cohort.id == Session.cohort_id)
        .outerjoin(Place, Place.id == Cohort.place_id)
        .outerjoin(Guest, seat)
        .outerjoin(Notice, said)
        .where(or_(Session.cohort_id == enrolment.cohort_id, Guest.id.is_not(None)), Session.starts_at > at)
        .order_by(Session.starts_at, Session.id)
    )
    return [Lesson(*row) for row in session.execute(query)]
