"""From when until when a session takes what it needs: with the minutes to set it up and to clear it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple


class Span(NamedTuple):
    """The end itself is free again."""

    begins_at: datetime
    ends_at: datetime

    def meets(self, other: Any) -> bool:
        """`other`: anything that begins and ends."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


def around(starts_at: datetime, ends_at: datetime, setup: int, clearing: int) -> Span:
    """`setup` and `clearing` in minutes."""
    return Span(starts_at - timedelta(minutes=setup), ends_at + timedelta(minutes=clearing))


def spans(sittings: Iterable, setup: int, clearing: int) -> list[Span]:
    """One for each of the sessions of one cohort in one room, in order of time.

    Nobody clears the room and sets it up again between two sessions of the same cohort: where the break is too short
    for both, what is there stays, and the earlier keeps the room until the later takes it.
    """
    found: list[Span] = []
    for sitting in sorted(sittings, key=lambda one: one.starts_at):
        span = around(sitting.starts_at, sitting.ends_at, setup, clearing)
        if found and found[-1].ends_at > span.begins_at:
            earlier = found[-1]._replace(ends_at=min(found[-1].ends_at, sitting.starts_at))
            found[-1] = earlier
            span = span._replace(begins_at=max(span.begins_at, earlier.ends_at))
        found.append(span)
    return found


def most_at_once(used: Iterable[tuple[Span, int]], within: Span) -> int:
    """The most that is used at any instant of `within`."""
    changes = [
        change
        for span, quantity in used
        if span.meets(within)
        for change in ((max(span.begins_at, within.begins_at), 1, quantity), (span.ends_at, 0, -quantity))
    ]
    most = now = 0
    for _instant, _is_begin, quantity in sorted(changes):
        now += quantity
        most = max(most, now)
    return most
