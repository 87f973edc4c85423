"""The twenty-five who teach: what they are, what they may lead, and when they are free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random

from workforce import clock
from workforce.scheduling.rules.planning.instance import Instructor, Session, Span, Terms, Wish

MAIN, PLACES = 0, 3

CARE, NURSE, SOCIAL, THERAPY, HOUSEHOLD = "care worker", "nurse", "social worker", "therapist", "dietitian"
LEADS = {
    CARE: {1: 0, 2: 0, 3: 0, 4: 1, 5: 0, 7: 1, 9: 1, 10: 0, 12: 0, 13: 0},
    NURSE: {4: 0, 5: 1, 6: 0, 7: 0, 8: 1, 9: 0, 10: 1},
    SOCIAL: {1: 1, 2: 0, 4: 0, 5: 0, 8: 0, 13: 1},
    THERAPY: {5: 1, 6: 0, 8: 0, 9: 1, 12: 1},
    HOUSEHOLD: {11: 0, 5: 2},
}
"""{licence: {item: its rank}}, after the planning table of domain.md §3.1, which is uncertain."""

ASSISTS = {CARE: {11}, NURSE: {12}, THERAPY: {10}}


@dataclass(frozen=True)
class Kind:
    """Chances in percent of being free in the morning and afternoon, and in the evening, of a day; limits."""

    licence: str
    number: int
    by_day: int
    in_the_evening: int
    week_hours: int
    is_regular: bool


KINDS = (
    Kind(CARE, 4, 75, 40, 18, True),
    Kind(CARE, 4, 45, 45, 12, True),
    Kind(CARE, 4, 25, 30, 9, False),
    Kind(NURSE, 2, 50, 30, 12, True),
    Kind(NURSE, 4, 25, 25, 9, False),
    Kind(SOCIAL, 3, 40, 40, 9, True),
    Kind(THERAPY, 2, 35, 30, 9, False),
    Kind(HOUSEHOLD, 2, 45, 40, 9, True),
)


def people(days: Sequence[date], sessions: Sequence[Session], random: Random) -> tuple[Instructor, ...]:
    kinds = [kind for kind in KINDS for _ in range(kind.number)]
    return with_shares([somebody(number, kind, days, random) for number, kind in enumerate(kinds, 1)], sessions)


def somebody(number: int, kind: Kind, days: Sequence[date], random: Random) -> Instructor:
    leads = dict(LEADS[kind.licence])
    for item in random.sample(sorted(leads), 2):  # too few years of practice
        if len(leads) > 2:
            del leads[item]
    return Instructor(
        id=number,
        leads=leads,
        assists=frozenset(ASSISTS.get(kind.licence, ())),
        free=tuple(free(kind, days, random)),
        day_minutes=random.choice((240, 300, 360)),
        week_minutes=60 * kind.week_hours,
        wishes=tuple(wishes(days, random)),
    )


def free(kind: Kind, days: Sequence[date], random: Random) -> Iterator[Span]:
    """By a weekly pattern, or drawn anew for every day; away for a week now and then."""
    pattern = [hours(kind, random) for _ in range(7)]
    away = set(random.sample(range(len(days) // 7), max(1, len(days) // 126)))
    for day in days:
        drawn = pattern[day.weekday()] if kind.is_regular else hours(kind, random)
        if day.weekday() != 6 and (day - days[0]).days // 7 not in away:
            for begins, ends in joined(drawn):
                yield Span(clock.instant(day, begins), clock.instant(day, ends))


def hours(kind: Kind, random: Random) -> tuple[bool, bool, bool]:
    """Whether free in the morning, in the afternoon, in the evening."""
    return (
        random.randrange(100) < kind.by_day,
        random.randrange(100) < kind.by_day,
        random.randrange(100) < kind.in_the_evening,
    )


def joined(drawn: tuple[bool, bool, bool]) -> Iterator[tuple[time, time]]:
    morning, afternoon, evening = drawn
    if morning:
        yield time(9), time(17, 30) if afternoon else time(13)
    elif afternoon:
        yield time(13), time(17, 30)
    if evening:
        yield time(18), time(21, 30)


def wishes(days: Sequence[date], random: Random) -> Iterator[Wish]:
    """One weekday of the week rather not, and a few days."""
    weekday, weight = random.randrange(6), random.randint(1, 3)
    for day in days:
        if day.weekday() == weekday or random.randrange(40) == 0:
            start = clock.instant(day, time(0))
            yield Wish(Span(start, start + timedelta(days=1)), weight)


def with_shares(every: list[Instructor], sessions: Sequence[Session]) -> tuple[Instructor, ...]:
    """Targets and evenings in proportion to what each could do of what there is to do."""
    could = {one.id: reach(one, sessions) for one in every}
    evenings = {one.id: sum(is_evening(span) for span in one.free) for one in every}
    work = sum(one.minutes * (1 + max(part.assistants for part in one.parts)) for one in sessions)
    late = sum(1 + max(p.assistants for p in one.parts) for one in sessions if is_evening(one.span(one.times[0])))
    return tuple(
        replace(
            one,
            target=30 * round(work * could[one.id] / sum(could.values()) / 30),
            evenings=-(-late * evenings[one.id] // sum(evenings.values())),
        )
        for one in every
    )


def reach(one: Instructor, sessions: Sequence[Session]) -> int:
    """Minutes that somebody could give: week by week those of the sessions within reach, up to the limit."""
    weeks: dict[date, int] = {}
    for session in sessions:
        span = session.span(session.times[0])
        if one.is_free(span) and any(part.item in one.leads for part in session.parts):
            weeks[span.week] = weeks.get(span.week, 0) + span.minutes
    return sum(min(minutes, one.week_minutes or minutes) for minutes in weeks.values())


def is_evening(span: Span) -> bool:
    return Terms().is_evening(span)
