"""What a mark means in minutes, and which of several marks counts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from ..models import Fate, MarkSource, Status

EARLIEST = timedelta(hours=2)
"""A mark cannot have been made longer than this before its session."""


class MinutesNegative(Refused):
    message = _("Minutes cannot be less than 0.")


class MinutesMissing(Refused):
    message = _("Say by how many minutes: at least 1.")


class MinutesTooMany(Refused):
    """Raised with `length`, minutes."""

    message = _("The session has only %(length)s minutes. Somebody who missed all of it is absent.")


class MinutesNotMeant(Refused):
    message = _("Minutes belong only to people who came late or left early.")


class Slice(NamedTuple):
    """A part of a session: its id and how many minutes it teaches."""

    id: int
    minutes: int


def presence(parts: Sequence[Slice], length: int, status: Status, late: int = 0, early: int = 0) -> dict[int, int]:
    """{part id: minutes of presence} for somebody who was `status` in a session of `length` minutes.

    The parts lie end to end in their order; what they leave over is break. Nobody wrote down when the break was, so it
    is counted against the person: being late eats from the first part on, leaving early from the last one backwards.
    {} for somebody of whom nothing is known. Raises what `refuse_minutes` finds.
    """
    refuse_minutes(length, status, late, early)
    if status is Status.NOT_RECORDED:
        return {}
    if status is Status.ABSENT:
        return {part.id: 0 for part in parts}
    taught = sum(part.minutes for part in parts)
    comes, goes = late, taught - early
    found, begins = {}, 0
    for part in parts:
        ends = begins + part.minutes
        found[part.id] = max(0, min(ends, goes) - max(begins, comes))
        begins = ends
    return found


def refuse_minutes(length: int, status: Status, late: int, early: int):
    """Raises MinutesNegative, MinutesNotMeant, MinutesMissing, MinutesTooMany."""
    if late < 0 or early < 0:
        raise MinutesNegative
    if status not in (Status.LATE, Status.LEFT_EARLY):
        if late or early:
            raise MinutesNotMeant
        return
    if not (late if status is Status.LATE else early):
        raise MinutesMissing
    if late + early >= length:
        raise MinutesTooMany(length=length)


class Ordered(Protocol):
    id: int
    source: MarkSource
    noted_at: datetime
    fate: Fate


def noted(age: timedelta, *, arrived: datetime, starts_at: datetime) -> datetime:
    """When a mark was made: `age`, as the device counts it, before it arrived.

    Only the difference of two readings of the device's clock is used, so it may show any time it likes. Never after the
    arrival, and never longer than EARLIEST before the session.
    """
    earliest = min(starts_at - EARLIEST, arrived)
    return min(max(arrived - age, earliest), arrived)


def rank(mark: Ordered):
    """Of two marks for one person the one with the higher rank counts.

    The rule, as the page states it: what was noted later counts, on whichever device and in whichever order the marks
    arrive; noted at the same instant, the one that arrived later. What people enter for themselves counts only as long
    as nobody who takes the roll has noted anything.
    """
    return mark.source is not MarkSource.SELF, mark.noted_at, mark.id


def counting(marks: Iterable[Ordered]):
    """The mark that counts; None where there is none. What came too late counts only through staff's decision."""
    return max((mark for mark in marks if mark.fate is not Fate.TOO_LATE), key=rank, default=None)


def undecided(marks: Sequence) -> list:
    """Of the marks of one person in one session those that came too late, and nobody has decided about."""
    answered = {mark.answers_id for mark in marks}
    return [mark for mark in marks if mark.fate is Fate.TOO_LATE and mark.id not in answered]
