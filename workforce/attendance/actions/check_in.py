"""Somebody enters themselves with the code that the teacher shows."""

from collections.abc import Callable
from datetime import timedelta

from flask_babel import lazy_gettext as _

from ... import policies
from ...enrolment.models import Enrolment
from ...refusals import Refused
from ..models import Mark, MarkSource
from ..queries.arriving import open_to
from ..queries.rolls import roll
from ..rules.check_in import arrival, is_right, minute_of
from ..rules.roll_call import ROLL_CALL
from . import marks
from .marks import Given


class NoLessonNow(Refused):
    message = _("None of your lessons takes place now. The code counts only around the lesson itself.")


class WrongCode(Refused):
    message = _("This is not the code that the teacher shows now. It changes every minute: look again.")
    field = "code"


class RecordedByTeacher(Refused):
    message = _("The teacher has recorded you already. If it is wrong, tell them.")


class TooLateToEnter(Refused):
    message = _("The roll is closed already. Talk to the teacher or call us.")


def check_in(session, enrolment: Enrolment, *, code: str, secret_of: Callable[[int], str], at) -> Mark:
    """Present, or late by the clock. Whoever entered themselves before stays as they were.

    Raises NoLessonNow, WrongCode, RecordedByTeacher, TooLateToEnter.
    """
    rule = policies.current(session, ROLL_CALL, at=at)
    sittings = open_to(session, enrolment.id, at=at, before=timedelta(minutes=rule.check_in_minutes))
    if not sittings:
        raise NoLessonNow
    sitting = next((one for one in sittings if is_right(secret_of(one.id), code, at)), None)
    if sitting is None:
        raise WrongCode
    found = roll(session, sitting.id)
    before = found.rows[enrolment.id].mark if found else None
    if before and before.source is MarkSource.SELF:
        return before
    if before:
        raise RecordedByTeacher
    if sitting.is_closed:
        raise TooLateToEnter
    status, late = arrival(sitting.starts_at, at)
    key = f"self:{sitting.id}:{enrolment.id}:{minute_of(at)}"
    given = Given(key, enrolment.id, status, late)
    return marks.mark(session, sitting.id, [given], source=MarkSource.SELF, by=None, at=at)[0]
