"""How likely a seat is: the same draw many times over with invented marks, and always the same ones.

Nothing here knows a secret, so what it says tells nobody how the real draw will go.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from flask_babel import gettext

from .draw import Entry, Quota, seated

SEED = 20181219
TIMES = 1000
WORK = 100_000
"""Applicants times draws that a page may spend on its answer; a dry run spends as much as it needs."""

Group = tuple[int | None, int]
"""(band or None, tickets)."""


@dataclass(frozen=True)
class Chance:
    """Of the applicants of one band with so many tickets. `seats`: how many of them get one, on average."""

    band: int | None
    weight: int
    applicants: int
    seats: float

    @property
    def share(self) -> float:
        return self.seats / self.applicants if self.applicants else 0.0


def groups_of(entries: Sequence[Entry]) -> dict[Group, int]:
    counted = Counter((entry.band, entry.weight) for entry in entries)
    return {group: counted[group] for group in sorted(counted, key=lambda one: (one[0] or 10**9, one[1]))}


def simulated(groups: Mapping[Group, int], *, seats: int, quotas: Sequence[Quota], times: int = TIMES) -> list[Chance]:
    """`times` draws among so many applicants of each group."""
    return list(remembered(tuple(groups.items()), seats, tuple(quotas), times))


def times_for(applicants: int) -> int:
    """How many draws a page that somebody waits for can make among so many: exact enough to be said in tenths."""
    return max(20, min(TIMES, WORK // max(applicants, 1)))


@lru_cache(maxsize=256)
def remembered(groups, seats, quotas, times) -> tuple[Chance, ...]:
    random = Random(SEED)
    entries = [Entry(str(number), *group) for number, group in enumerate(each for each, n in groups for _ in range(n))]
    group_of = {entry.receipt: (entry.band, entry.weight) for entry in entries}
    won: Counter[Group] = Counter()
    for _time in range(times):
        order = sorted(entries, key=lambda entry: lowest(random, entry.weight))
        won.update(group_of[receipt] for receipt in seated(order, seats, quotas))
    return tuple(Chance(band, weight, number, won[band, weight] / times) for (band, weight), number in groups)


def lowest(random, tickets):
    """The lowest of so many marks that are all equally likely."""
    return 1.0 - (1.0 - random.random()) ** (1 / tickets)


def words(share: float) -> str:
    """About 3 in 10."""
    if share >= 1:
        return gettext("everybody")
    if share == 0:
        return gettext("nobody")
    if share < 0.05:
        return gettext("fewer than 1 in 20")
    if share >= 0.95:
        return gettext("nearly everybody")
    return gettext("about %(tenths)s in 10", tenths=max(round(share * 10), 1))
