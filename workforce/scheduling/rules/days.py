"""Where somebody who teaches has to be, and whether one more session fits into that: no two at once, time for the way
between two places, and days that are not too long.

Source: no law gives hours for those who teach. Seven hours a day, with an hour for lunch within, is what courses of
this kind plan with; the way between two places is what the centre says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import clock, policies
from ...database import LocalizedText
from ...i18n.formats import duration
from ...refusals import Refused

MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60


class Busy(NamedTuple):
    """A session that somebody is engaged for. `place_id` None: online."""

    session_id: int
    begins_at: datetime
    ends_at: datetime
    code: str
    title: LocalizedText
    place_id: int | None

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.begins_at) // MINUTE

    @property
    def day(self) -> date:
        return clock.today(self.begins_at)


@dataclass(frozen=True)
class Travel:
    """`minutes` between two places, or what `pairs` says of these two, whichever way one goes."""

    minutes: int = 0
    pairs: tuple[tuple[int, int, int], ...] = ()

    def between(self, one: int | None, other: int | None) -> int:
        if one is None or other is None or one == other:
            return 0
        return next((minutes for a, b, minutes in self.pairs if {a, b} == {one, other}), self.minutes)


@dataclass(frozen=True)
class Limits:
    """At most `day_minutes` a day, and `stretch_minutes` without `break_minutes` between two sessions; 0: no limit.
    `is_strict`: staff cannot go beyond; otherwise they are told.
    """

    day_minutes: int = 0
    stretch_minutes: int = 0
    break_minutes: int = 0
    is_strict: bool = False


def overlapping(one: Busy, others: Iterable[Busy]) -> Busy | None:
    """The first of the others that is at the same time; ends are exclusive."""
    found = (other for other in others if one.begins_at < other.ends_at and other.begins_at < one.ends_at)
    return min(
        (other for other in found if other.session_id != one.session_id), default=None, key=lambda o: o.begins_at
    )


class Way(NamedTuple):
    """A session that cannot be reached from, or after, another: `needed` minutes, `left` there are."""

    other: Busy
    needed: int
    left: int


def too_far(one: Busy, others: Iterable[Busy], travel: Travel) -> Way | None:
    for other in sorted(others, key=lambda other: other.begins_at):
        first, second = (one, other) if one.begins_at < other.begins_at else (other, one)
        left, needed = (second.begins_at - first.ends_at) // MINUTE, travel.between(one.place_id, other.place_id)
        if other.session_id != one.session_id and left < needed:
            return Way(other, needed, left)
    return None


class Long(NamedTuple):
    """A day on which somebody teaches longer than `limit`; `stretch`: without a break."""

    day: date
    minutes: int
    limit: int
    stretch: bool = False


class WeekLong(NamedTuple):
    """A week, from Monday, in which somebody teaches longer than they want to."""

    monday: date
    minutes: int
    limit: int


def long_days(busy: Sequence[Busy], limits: Limits, own: int | None = None) -> list[Long]:
    """Each day once, the whole of it before a stretch. `own`: the limit that somebody gave for themselves, minutes."""
    limit = min([each for each in (limits.day_minutes, own) if each], default=0)
    found = []
    for day, those in sorted(by_day(busy).items()):
        whole, stretch = sum(one.minutes for one in those), longest_stretch(those, limits.break_minutes)
        if limit and whole > limit:
            found.append(Long(day, whole, limit))
        elif limits.stretch_minutes and stretch > limits.stretch_minutes:
            found.append(Long(day, stretch, limits.stretch_minutes, stretch=True))
    return found


def long_weeks(busy: Sequence[Busy], own: int | None) -> list[WeekLong]:
    weeks: dict[date, int] = {}
    for one in busy:
        monday = one.day - timedelta(days=one.day.weekday())
        weeks[monday] = weeks.get(monday, 0) + one.minutes
    return [WeekLong(monday, minutes, own) for monday, minutes in sorted(weeks.items()) if own and minutes > own]


def by_day(busy: Iterable[Busy]) -> dict[date, list[Busy]]:
    found: dict[date, list[Busy]] = {}
    for one in sorted(busy, key=lambda one: one.begins_at):
        found.setdefault(one.day, []).append(one)
    return found


def longest_stretch(those: Sequence[Busy], rest: int) -> int:
    """Minutes taught without so many between two sessions; `those`: of one day, in order."""
    longest = stretch = 0
    for before, one in zip([None, *those], those, strict=False):
        goes_on = before is not None and (one.begins_at - before.ends_at) // MINUTE < rest
        stretch = stretch + one.minutes if goes_on else one.minutes
        longest = max(longest, stretch)
    return longest


class PairTwice(Refused):
    message = _("The same two places stand there twice, or a place with itself. Leave one row a pair.")


class OutOfRange(Refused):
    message = _("Give times within one day: at most 24 hours.")


def read_travel(values: dict[str, Any]) -> Travel:
    return Travel(values["minutes"], tuple((a, b, minutes) for a, b, minutes in values["pairs"]))


def check_travel(rule: Travel):
    pairs = [frozenset((a, b)) for a, b, _minutes in rule.pairs]
    if len(set(pairs)) < len(pairs) or any(len(pair) < 2 for pair in pairs):
        raise PairTwice
    if any(minutes > DAY_MINUTES for minutes in (rule.minutes, *(minutes for _a, _b, minutes in rule.pairs))):
        raise OutOfRange


def travel_words(rule: Travel) -> list[str]:
    said = [gettext("Between two places lie %(minutes)s minutes.", minutes=rule.minutes)]
    if rule.pairs:
        said.append(
            ngettext(
                "%(num)s pair of places has a time of its own.",
                "%(num)s pairs of places have times of their own.",
                len(rule.pairs),
            )
        )
    return [*said, gettext("Online sessions need no way.")]


def check_limits(rule: Limits):
    if any(each > DAY_MINUTES for each in (rule.day_minutes, rule.stretch_minutes, rule.break_minutes)):
        raise OutOfRange


def limits_words(rule: Limits) -> list[str]:
    said = []
    if rule.day_minutes:
        said.append(gettext("At most %(time)s of sessions a day.", time=duration(rule.day_minutes)))
    if rule.stretch_minutes:
        said.append(
            gettext(
                "At most %(time)s without %(rest)s between two sessions.",
                time=duration(rule.stretch_minutes),
                rest=duration(rule.break_minutes),
            )
        )
    if rule.is_strict:
        return [*said, gettext("What goes beyond is refused, also what somebody set as their own limit.")]
    return [*said, gettext("What goes beyond is allowed, and said on the page of who teaches.")]


TRAVEL = policies.kind(
    "teaching_travel",
    _("The way of instructors between two places"),
    read=read_travel,
    words=travel_words,
    shipped={"minutes": 60, "pairs": []},
    source="センターの計画値（都道府県・市の定めはない）。実際の移動時間で確かめてください。",
    check=check_travel,
)
LIMITS = policies.kind(
    "teaching_limits",
    _("How long an instructor teaches a day"),
    read=lambda values: Limits(**values),
    words=limits_words,
    shipped={"day_minutes": 420, "stretch_minutes": 420, "break_minutes": 30, "is_strict": False},
    source="法令の上限は見当たらない。1日6〜7時間（昼休み60分、およそ90分ごとに10分休憩）という研修の計画上の目安。",
    check=check_limits,
)
