"""Somebody wants to hear of new dates."""

from sqlalchemy import select

from ... import history
from ..models import Interest


def note_interest(session, *, mail, language, course=None, wishes, by=None, at) -> Interest:
    """Remember `mail` for `course` or, without one, for `wishes` (the arguments of the list's filter).

    Asking twice for the same renews the first.
    """
    asked = select(Interest).where(Interest.mail == mail, Interest.ended_at.is_(None))
    course_id = course.id if course else None
    for known in session.scalars(asked.order_by(Interest.id)):
        if known.course_id == course_id and known.wishes == wishes:
            known.language, known.at = language, at
            return known
    interest = Interest(course_id=course_id, mail=mail, language=language, wishes=wishes, at=at)
    session.add(interest)
    history.record(session, interest, "noted", by=by, at=at)
    return interest


def answer_interest(session, interest, *, by, at):
    """Somebody of the centre wrote to them: they wait no longer. Answering twice changes nothing."""
    if interest.ended_at is None:
        interest.ended_at = at
        history.record(session, interest, "answered", by=by, at=at)
