"""How many wrong tries are allowed, and how long to wait after them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=1)  # attempts older than this count for nothing


@dataclass(frozen=True)
class Limit:
    """At most `tries` within `time`."""

    tries: int
    time: timedelta


MINUTES = timedelta(minutes=15)
ACCOUNT = (Limit(5, MINUTES),)
ADDRESS = (Limit(30, MINUTES),)  # a whole office shares one
SECOND_FACTOR = (Limit(5, MINUTES), Limit(20, LONGEST))  # one of 333,333 codes fits at any moment
LINKS_TO_MAIL = (Limit(3, MINUTES), Limit(10, LONGEST))
LINKS_FROM_ADDRESS = (Limit(20, MINUTES),)
NOTHING = timedelta()


def wait(tries: Iterable[datetime], limits: Sequence[Limit], *, at: datetime) -> timedelta:
    """How long from `at` until the next try; nothing if it may be now."""
    newest_first = sorted(tries, reverse=True)
    waits = (newest_first[limit.tries - 1] + limit.time - at for limit in limits if len(newest_first) >= limit.tries)
    return max(NOTHING, *waits, NOTHING)
