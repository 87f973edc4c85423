"""What is to be known before a room is booked."""

from collections.abc import Collection
from datetime import timedelta

from ... import clock, policies
from ..rules.grid import DAYS, Grid
from ..rules.minutes import LONGEST, ROOM_MINUTES
from ..rules.spans import Span
from . import rooms

MARGIN = timedelta(minutes=LONGEST)
AROUND = timedelta(days=DAYS + 1)


def grid(session, place_id, sittings, *, but: Collection[int] = (), at, is_wide=False) -> Grid:
    """The rooms of a place from the first to the last of `sittings` (at least one), with what is around them.

    `is_wide`: with the days before and after, where other times are looked for.
    """
    margin = AROUND if is_wide else MARGIN
    within = Span(min(one.starts_at for one in sittings) - margin, max(one.ends_at for one in sittings) + margin)
    found = rooms.rooms_of(session, place_id)
    closed = rooms.closures(session, place_id, clock.today(within.begins_at), clock.today(within.ends_at))
    taken = rooms.taken(session, [one.id for one in found], within, but=but) if found else []
    return Grid(found, closed, taken, policies.current(session, ROOM_MINUTES, at=at))
