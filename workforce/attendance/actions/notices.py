"""Saying before a session that one cannot come (欠席届), and taking it back."""

from sqlalchemy import delete, select

from ... import clock
from ...catalogue.models import Session
from ...database import hold
from ...enrolment.models import State
from ..models import Notice
from ..queries import notices as queries
from ..rules.making_up_refusals import AnnouncedAlready, NoticeTooLate, NotTheirSession, ReasonEmpty
from . import outlooks


def announce(session, enrolment, session_id: int, *, reason: str, by, at) -> Notice:
    """For a session of their own, or one in which they make something up, that has not begun.

    Raises ReasonEmpty, NotTheirSession, NoticeTooLate, AnnouncedAlready.
    """
    if not reason:
        raise ReasonEmpty
    hold(session, enrolment)
    sitting = session.get(Session, session_id)
    session.refresh(enrolment, ["state", "cohort_id"])
    if sitting is None or enrolment.state is not State.CONFIRMED:
        raise NotTheirSession
    if not queries.is_own(session, enrolment, session_id):
        raise NotTheirSession
    if sitting.starts_at <= at:
        raise NoticeTooLate
    if queries.standing(session, enrolment.id, session_id):
        raise AnnouncedAlready
    notice = Notice(enrolment_id=enrolment.id, session_id=session_id, reason=reason, at=at, by_id=by.id if by else None)
    session.add(notice)
    session.flush()
    outlooks.forget_what_was_computed(session, enrolment.id)
    return notice


def withdraw(session, enrolment, session_id: int, *, at):
    """They can come after all; withdrawn before is nothing new. Raises NoticeTooLate."""
    hold(session, enrolment)
    notice = queries.standing(session, enrolment.id, session_id)
    if notice is None:
        return
    if session.get_one(Session, session_id).starts_at <= at:
        raise NoticeTooLate
    notice.withdrawn_at = at
    session.flush()
    outlooks.forget_what_was_computed(session, enrolment.id)


def session_moved(session, cohort, sitting, *, before, by, at):
    """Whoever could not come on one day may be able to on another: what was said about the day before is over."""
    if clock.today(sitting.starts_at) == clock.today(before):
        return
    stands = select(Notice).where(Notice.session_id == sitting.id, Notice.withdrawn_at.is_(None))
    with session.no_autoflush:
        for notice in session.scalars(stands):
            notice.withdrawn_at = at
            outlooks.forget_what_was_computed(session, notice.enrolment_id)


def parts_go(session, cohort, sitting, parts, *, is_whole, by, at):
    """What was said about a session that is taken out goes with it."""
    if is_whole:
        session.execute(delete(Notice).where(Notice.session_id == sitting.id))
