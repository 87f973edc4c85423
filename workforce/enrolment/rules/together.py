"""People who wait together: where they stand, whether they fit, and who is next for the seats that are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from ...catalogue.models import GroupRule, Overflow
from ...people.rules import receipts
from ...people.rules.receipts import code_from
from .bands import Seat, Share, Shares

LARGEST = 4
"""So many people can wait together."""


RULES = {
    GroupRule.PASS_ON: _(
        "If too few seats are free for the group that is next, they are offered to smaller groups and single people "
        "behind it. The group keeps its place."
    ),
    GroupRule.KEEP: _("If too few seats are free for the group that is next, they are kept until all of it fits."),
}
"""What happens to seats that are too few, in the words of every page."""
NAMES = {
    GroupRule.PASS_ON: _("They are offered to smaller groups and single people behind it"),
    GroupRule.KEEP: _("They are kept until the whole group fits"),
}


class Waiting(NamedTuple):
    """Somebody who waits: an enrolment, its band, and the group it waits with."""

    id: int
    band_id: int | None = None
    group_id: int | None = None


Party = list[Waiting]
"""Who gets seats together: a group, or one person alone."""


def parties(waiting: Iterable[Waiting]) -> list[Party]:
    """Of those who wait in their order. A group stands where its last member stands, so it passes nobody."""
    found: dict[tuple[bool, int], Party] = {}
    for one in waiting:
        key = (True, one.group_id) if one.group_id is not None else (False, one.id)
        found[key] = [*found.pop(key, []), one]
    return list(found.values())


def seated(free: dict[int | None, int], party: Party) -> list[tuple[int, Seat]]:
    """Those of a party that find a seat among `free` ({band id: seats}), a seat of their own band first; takes them."""
    found: list[tuple[int, Seat]] = []
    for one in party:
        for kind in dict.fromkeys((one.band_id, None)):
            if free.get(kind, 0) > 0:
                free[kind] -= 1
                found.append((one.id, Seat(kind)))
                break
    return found


def next_for(shares: Shares, waiting: Iterable[Waiting], rule: GroupRule) -> list[list[tuple[int, Seat]]]:
    """Who of those who wait (the first one first) gets a seat that is free, and which: party by party.

    In their order everybody takes what they may have, a group all of it or nothing. For a group that does not fit, the
    rule keeps the seats that it could use, or passes them on to those behind.
    """
    free = shares.free_by_band
    found = []
    for party in parties(waiting):
        left = dict(free)
        seats = seated(left, party)
        if len(seats) == len(party):
            found.append(seats)
        elif rule is GroupRule.PASS_ON:
            continue
        free = left
    return found


def in_the_way(shares: Shares, waiting: Iterable[Waiting], rule: GroupRule) -> list[int | None]:
    """The bands of those behind whom a newcomer waits: everybody, but for groups that the rule lets others pass."""
    line = list(waiting)
    having = {one for seats in next_for(shares, line, rule) for one, _seat in seats}
    stand = [party for party in parties(line) if len(party) == 1 or rule is GroupRule.KEEP or party[0].id in having]
    return [one.band_id for party in stand for one in party]


def could_fit(capacity: int, bands: Iterable[Share], party: Party) -> bool:
    """Whether all of a party could have seats if nobody else had any: what a band never releases is only for it."""
    kept = tuple(band._replace(taken=0) for band in bands if band.overflow is Overflow.KEEP)
    return len(seated(Shares(capacity, 0, kept).free_by_band, party)) == len(party)


@dataclass(frozen=True)
class Outlook:
    """What joining would mean: `count` people, who stand at the numbers from `first` to `last`; `now`: alone, today."""

    count: int
    first: int
    last: int
    now: int


def outlook(waiting: Iterable[Waiting], enrolment_id: int, group_id: int) -> Outlook:
    """If this enrolment, which waits alone, joined this group of the same list."""
    line = list(waiting)
    now = [one.id for one in line].index(enrolment_id) + 1
    joined = [one._replace(group_id=group_id) if one.id == enrolment_id else one for one in line]
    after = [one for party in parties(joined) for one in party]
    places = [place for place, one in enumerate(after, 1) if one.group_id == group_id]
    return Outlook(len(places), places[0], places[-1], now)


def code_of(group_id: int, made_at, secret: str | bytes) -> str:
    """The eight signs that let others into a group: from our secret, so that no table holds anything to guess by."""
    return code_from(secret, "together", group_id, round(made_at.timestamp()))


def is_code(typed: str, group_id: int, made_at, secret) -> bool:
    return receipts.is_code(typed, code_of(group_id, made_at, secret))
