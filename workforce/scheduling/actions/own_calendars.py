"""Those who teach give their own calendar, so that the centre sees when they are busy.

Whether a calendar is due follows from its row. It is asked for outside of any transaction; what came back is kept only
if the calendar is still there. What was read last counts until something newer could be read.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from ... import fetching, history, policies
from ...database import hold, transaction
from ...refusals import Refused
from ..models import OwnBusy, OwnCalendar, Trouble
from ..queries import own_calendars as queries
from ..rules import own_calendar as rules
from ..rules.asking import ASKING
from ..rules.spans import Span
from .engagements import held

MOST = 5
LARGEST_FILE = 2 * 1024 * 1024
"""Somebody waits while a file is read."""

LONGEST_ADDRESS = 1000
TRY_AGAIN = timedelta(hours=1)
READ_ANEW = timedelta(days=7)
"""What was too far ahead when a calendar was read is not for ever, even if nothing changes in it."""

log = logging.getLogger("workforce.worker")


class NoAddress(Refused):
    message = _("Write the address, or choose a file.")
    field = "address"


class AddressUnsafe(Refused):
    message = _("The address must begin with https:// (or webcal://). Please copy the whole address.")
    field = "address"


class GivenAlready(Refused):
    message = _("You gave this address already.")
    field = "address"


class TooManyCalendars(Refused):
    message = _("That is enough: 5 calendars at most. Please remove one first.")


def give(session, person_id: int, *, address: str, by, at) -> OwnCalendar:
    """The address of a calendar, which is asked for soon. Raises AddressUnsafe, GivenAlready, TooManyCalendars."""
    person = held(session, person_id)
    address = secure(address)
    if any(one.address == address for one in queries.of_person(session, person.id)):
        raise GivenAlready
    return new(session, person, OwnCalendar(person_id=person.id, address=address, at=at, next_at=at), by=by, at=at)


def secure(address: str) -> str:
    """As it is asked for: the address of a subscription is one of the web."""
    scheme, mark, rest = address.partition("://")
    address = f"https://{rest}" if mark and scheme.lower() in ("webcal", "webcals") else address
    try:
        fetching.split(address)
    except fetching.NotFetched:
        raise AddressUnsafe from None
    if len(address) > LONGEST_ADDRESS:
        raise AddressUnsafe
    return address


def bring(session, person_id: int, *, body: bytes, ours: str, by, at) -> OwnCalendar:
    """A file, of which only the times are kept. Raises NotACalendar, TooLarge, TooManyCalendars."""
    person = held(session, person_id)
    if len(body) > LARGEST_FILE:
        raise rules.TooLarge
    spans = rules.busy(body, window(at), mails=queries.mails(session, person.id), ours=ours)
    calendar = new(session, person, OwnCalendar(person_id=person.id, at=at, fresh_at=at, read_at=at), by=by, at=at)
    keep(session, calendar, spans)
    return calendar


def new(session, person, calendar: OwnCalendar, *, by, at) -> OwnCalendar:
    if len(queries.of_person(session, person.id)) >= MOST:
        raise TooManyCalendars
    session.add(calendar)
    session.flush()
    history.record(session, person, "own_calendar_given", by=by, at=at)
    return calendar


def remove(session, person_id: int, id: int, *, by, at) -> bool:
    """With all that is known from it; whether it was there."""
    person = held(session, person_id)
    calendar = queries.one(session, person.id, id)
    if calendar is None:
        return False
    session.execute(delete(OwnBusy).where(OwnBusy.calendar_id == id))
    session.delete(calendar)
    history.record(session, person, "own_calendar_removed", by=by, at=at)
    return True


def window(at) -> Span:
    return Span(at, at + rules.AHEAD)


def keep(session, calendar: OwnCalendar, spans: Collection[Span]):
    session.execute(delete(OwnBusy).where(OwnBusy.calendar_id == calendar.id))
    times = [{"calendar_id": calendar.id, "begins_at": one.begins_at, "ends_at": one.ends_at} for one in spans]
    session.add_all(OwnBusy(**one) for one in times)
    session.flush()


# --- asked for --------------------------------------------------------------------------------------------------------


class Claim(NamedTuple):
    id: int
    address: str
    etag: str
    mails: list[str]


def fetch_all(now: Callable, *, ours: str, stop=lambda: False, net: fetching.Net | None = None):
    """Every calendar that is due."""
    with transaction(writes=False) as session:
        ids: Sequence[int] = queries.due(session, at=now())
    for id in ids:
        if stop():
            return
        if claimed := claim(id, now()):
            fetch(claimed, now, ours=ours, net=net)


def claim(id: int, at) -> Claim | None:
    """Nobody else asks for it now; a worker that dies over it leaves it due in an hour."""
    with transaction() as session:
        calendar = session.get(OwnCalendar, id)
        if calendar is None:
            return None
        hold(session, calendar)
        session.refresh(calendar)
        if calendar.address is None or calendar.next_at > at:
            return None
        calendar.next_at = at + TRY_AGAIN
        is_new = calendar.read_at is not None and at - calendar.read_at < READ_ANEW
        return Claim(id, calendar.address, calendar.etag if is_new else "", queries.mails(session, calendar.person_id))


def fetch(claimed: Claim, now: Callable, *, ours: str, net):
    try:
        found = fetching.fetch(claimed.address, etag=claimed.etag, most=rules.LARGEST, net=net)
        at = now()
        spans = None
        if found.body is not None:
            spans = rules.busy(found.body, window(at), mails=claimed.mails, ours=ours)
        settle(claimed, lambda session, one: fresh(session, one, found.etag, spans, at=at))
    except fetching.NotFetched as failed:
        trouble = Trouble(failed.failure.value)
    except rules.TooLarge:
        trouble = Trouble.TOO_LARGE
    except rules.NotACalendar:
        trouble = Trouble.NO_CALENDAR
    else:
        return
    log.info("own calendar %s: %s", claimed.id, trouble.value)
    settle(claimed, lambda session, one: failed_again(session, one, trouble, at=now()))


def settle(claimed: Claim, act: Callable):
    """If the calendar was not removed meanwhile."""
    with transaction() as session:
        calendar = session.get(OwnCalendar, claimed.id)
        if calendar is not None:
            hold(session, calendar)
            act(session, calendar)


def fresh(session, calendar, etag: str, spans, *, at):
    """`spans` None: nothing has changed."""
    if spans is not None:
        keep(session, calendar, spans)
        calendar.etag, calendar.read_at = etag, at
    calendar.fresh_at, calendar.trouble, calendar.failures = at, None, 0
    calendar.next_at = at + policies.current(session, ASKING, at=at).every


def failed_again(session, calendar, trouble: Trouble, *, at):
    calendar.trouble, calendar.failures = trouble, calendar.failures + 1
    calendar.next_at = at + (TRY_AGAIN if calendar.failures < 3 else policies.current(session, ASKING, at=at).every)
