"""Saying before a session that one cannot come (欠席届), and taking it back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from ... import clock
from ...catalogue.models import Session
from ...database import hold
from ...enrolment.models import State
from ..models import Notice
from ..queries import notices as queries
from ..rules.making_up_refusals import NoneChosen, NoticeTooLate, NotTheirSession, ReasonEmpty
from . import outlooks


def announce(session, enrolment, session_ids: Collection[int], *, reason: str, by, at) -> list[Notice]:
    """For sessions of their own, or in which they make something up, that have not begun: all of them, or none.

    What was said before stays as it was said. Returns what is new. Raises NoneChosen, ReasonEmpty, NotTheirSession,
    NoticeTooLate.
    """
    if not session_ids:
        raise NoneChosen
    if not reason:
        raise ReasonEmpty
    hold(session, enrolment)
    session.refresh(enrolment, ["state", "cohort_id"])
    theirs = queries.beginnings(session, enrolment) if enrolment.state is State.CONFIRMED else {}
    for session_id in session_ids:
        refuse(theirs.get(session_id), at)
    said = queries.said(session, enrolment.id)
    facts = {"reason": reason, "at": at, "by_id": by.id if by else None}
    new = [Notice(enrolment_id=enrolment.id, session_id=one, **facts) for one in sorted({*session_ids} - said)]
    session.add_all(new)
    session.flush()
    if new:
        outlooks.forget_what_was_computed(session, enrolment.id)
    return new


def refuse(begins: datetime | None, at):
    if begins is None:
        raise NotTheirSession
    if begins <= at:
        raise NoticeTooLate(begins=begins)


def withdraw(session, enrolment, session_id: int, *, at):
    """They can come after all; withdrawn before is nothing new. Raises NoticeTooLate."""
    hold(session, enrolment)
    notice = queries.standing(session, enrolment.id, session_id)
    if notice is None:
        return
    refuse(session.get_one(Session, session_id).starts_at, at)
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
