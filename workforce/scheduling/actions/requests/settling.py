"""What the clock does: it reminds, passes on to the next, and says a word before the day. Each alone, and twice is as
once: what is done is no longer due.
"""

from sqlalchemy import select

from .... import history
from ....database import each_alone
from ...models import DayReminder
from ...queries.requests import due as queries
from ...queries.requests.due import BEFORE, PASS_ON, Due
from ...rules.requests import NotAnyMore, Standing
from . import letters
from .asking import ask_next
from .turns import Turn, move, of_request


def settle_all(now, *, stop=lambda: False):
    each_alone(queries.due, settle, now, stop=stop)


def settle(session, one: Due, *, at):
    try:
        turn, asked = of_request(session, one.request_id)
    except NotAnyMore:
        return
    if turn.search.ended_at:
        return
    if one.what == BEFORE:
        say_a_word(session, turn, asked, one.session_id, at=at)
    elif asked.standing is Standing.ASKED:
        (pass_on if one.what == PASS_ON else remind)(session, turn, asked, at=at)


def pass_on(session, turn: Turn, asked, *, at):
    """They were too late; somebody who answered or was asked again meanwhile is not."""
    if asked.request.until > at:
        return
    entry = move(session, asked.request, Standing.LAPSED, by=None, at=at)
    if ask_next(session, turn, by=None, at=at):
        letters.over(session, turn, asked, "lapsed", entry=entry, at=at)


def remind(session, turn: Turn, asked, *, at):
    if asked.request.reminded_at or asked.request.remind_at > at:
        return
    asked.request.reminded_at = at
    entry = history.record(session, asked.request, "reminded", by=None, at=at)
    letters.remind(session, turn, asked, entry=entry, at=at)


def say_a_word(session, turn: Turn, asked, session_id, *, at):
    mine = (DayReminder.request_id == asked.request.id, DayReminder.session_id == session_id)
    near = [one for one in turn.sittings if one.id == session_id and one.starts_at > at]
    if asked.standing is not Standing.CONFIRMED or not near or session.scalar(select(DayReminder.id).where(*mine)):
        return
    session.add(DayReminder(request_id=asked.request.id, session_id=session_id, at=at))
    entry = history.record(session, asked.request, "reminded_of_day", by=None, at=at)
    letters.tell(session, turn, asked, letters.BEFORE, entry=entry, at=at, sittings=near)
