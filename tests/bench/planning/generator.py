"""A seeded centre that has too few nurses and too many evenings: the same numbers for the same seed, everywhere.

Three places, eight rooms, people with shifts elsewhere; courses of 130, 59 and 21 hours and workshops, by day, in the
evening and on Saturdays. Demand is real: some parts can be given to nobody.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from workforce import clock
from workforce.scheduling.rules.planning.instance import Instance, Part, Room, Session, Span, Terms

from .people import MAIN, PLACES, people

FIRST = date(2027, 4, 5)  # a Monday


@dataclass(frozen=True)
class Course:
    """`parts`: how many of each item there are, in statutory order. `practised`: items with a ratio."""

    name: str
    items: tuple[int, ...]
    trainees: tuple[int, int]


OPENING = (1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8)
LONG = Course("130 h", (*OPENING, *[9] * 6, *[10] * 16, 11, 11, *[12] * 4, 13), (16, 26))
SHORTER = Course("59 h", (1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 9, 9, *[10] * 4, 11, 11, 11, 13), (12, 22))
INTRODUCTION = Course("21 h", (3, 9, 9, 10, 10, 7, 7, 8, 2, 13), (12, 24))
WORKSHOP = Course("workshop", (7, 7, 5, 5, 6, 8), (10, 30))
MIX = (LONG, SHORTER, INTRODUCTION, SHORTER, INTRODUCTION, LONG, SHORTER, INTRODUCTION, WORKSHOP, INTRODUCTION)
"""Ten cohorts with 200 parts."""

RATIOS = {10: 12, 12: 10}
"""Trainees an instructor, for items that are practised (planning guesses, domain.md §8)."""

BEDS = frozenset({"beds"})
EQUIPMENT = {10: BEDS, 12: BEDS}

DAY, EVENING = time(9, 30), time(18, 30)
AFTERNOON = time(13, 30)
PATTERNS = (
    ((0, DAY), (2, DAY)),
    ((1, DAY), (3, DAY)),
    ((0, AFTERNOON), (2, AFTERNOON)),
    ((4, DAY), (4, AFTERNOON)),
    ((1, EVENING), (3, EVENING)),
    ((0, EVENING), (2, EVENING)),
    ((1, EVENING), (4, EVENING)),
    ((5, DAY), (5, AFTERNOON)),
    ((3, AFTERNOON), (5, DAY)),
)


@dataclass(frozen=True)
class Size:
    cohorts: int
    weeks: int


TERM = Size(40, 18)
YEAR = Size(120, 50)


def generated(size: Size, seed: int = 1, percent_open: int = 0) -> Instance:
    """`percent_open`: of the cohorts, whose sessions may begin at other times of the same week as well."""
    random = Random(seed)
    sessions = tuple(numbered(every_session(size, random)))
    days = [FIRST + timedelta(days=n) for n in range(7 * size.weeks)]
    return Instance(
        sessions=tuple(opened(one) if one.cohort * 37 % 100 < percent_open else one for one in sessions),
        instructors=people(days, sessions, random),
        rooms=rooms(days, random),
        terms=Terms({(0, 1): 25, (0, 2): 40, (1, 2): 45}),
    )


def numbered(sessions: Iterator[Session]) -> Iterator[Session]:
    """With ids of their own, in the order of time, as rows of a database would have them."""
    part = 0
    for number, one in enumerate(sorted(sessions, key=lambda one: (one.times[0], one.cohort)), 1):
        parts = tuple(replace(every, id=part + n) for n, every in enumerate(one.parts, 1))
        part += len(parts)
        yield replace(one, id=number, parts=parts)


def every_session(size: Size, random: Random) -> Iterator[Session]:
    taken: Counter = Counter()
    for cohort in range(1, size.cohorts + 1):
        course = MIX[(cohort - 1) % len(MIX)]
        place = random.choices(range(PLACES), (62, 26, 12))[0]
        trainees = random.randint(*course.trainees)
        tries = [tuple(of_cohort(cohort, course, place, trainees, size, random)) for _ in range(4)]
        best = min(tries, key=lambda every: crowd(every, taken))
        taken.update((one.place, one.times[0]) for one in best)
        yield from best


def crowd(sessions: tuple[Session, ...], taken: Counter) -> int:
    return sum(taken[one.place, one.times[0]] ** 2 for one in sessions)


def of_cohort(cohort: int, course: Course, place: int, trainees: int, size: Size, random: Random) -> Iterator[Session]:
    """The parts of the course in their order, laid into the pattern from a random week on."""
    pattern = random.choice(PATTERNS)
    items = list(course.items)
    needed = len(items) // (2 * len(pattern)) + 2
    week = random.randrange(max(1, size.weeks - needed - needed // 3))
    number = 0
    while items:
        weekday, hour = pattern[number % len(pattern)]
        day = FIRST + timedelta(weeks=week + number // len(pattern), days=weekday)
        lengths = random.choice(([60, 60], [120]) if hour == EVENING else ([90, 90], [180], [60, 60, 60], [90, 90]))
        parts = tuple(part(items.pop(0), minutes, trainees) for minutes in lengths[: len(items)])
        number += 1
        yield Session(
            id=0,
            cohort=cohort,
            number=number,
            place=place,
            minutes=sum(one.minutes for one in parts),
            times=(moment(day, hour),),
            parts=parts,
            trainees=trainees,
            equipment=frozenset().union(*(EQUIPMENT.get(one.item, ()) for one in parts)),
        )


def part(item: int, minutes: int, trainees: int) -> Part:
    ratio = RATIOS.get(item)
    return Part(0, item, minutes, -(-trainees // ratio) - 1 if ratio else 0)


def opened(one: Session) -> Session:
    """As planned, a day later, or in the afternoon instead of the morning and the other way round."""
    begins_at = one.times[0]
    hour = clock.local(begins_at).time()
    others = [begins_at + timedelta(days=1)] if clock.today(begins_at).weekday() < 5 else []
    if hour != EVENING:
        others.append(begins_at + timedelta(hours=4 if hour == DAY else -4))
    return replace(one, times=(begins_at, *others))


def moment(day: date, hour: time) -> datetime:
    return clock.instant(day, hour)


def rooms(days: list[date], random: Random) -> tuple[Room, ...]:
    """Five at the centre, two at the branch, one in the hall; none on Sundays, each closed for some days."""
    kinds = [
        *((MAIN, 30, BEDS), (MAIN, 26, BEDS), (MAIN, 24, frozenset()), (MAIN, 40, frozenset()), (MAIN, 16, BEDS)),
        *((1, 26, BEDS), (1, 20, frozenset()), (2, 30, BEDS)),
    ]
    return tuple(
        Room(number, place, capacity, opening(days, random), equipment, set_up=15, clearing=15)
        for number, (place, capacity, equipment) in enumerate(kinds, 1)
    )


def opening(days: list[date], random: Random) -> tuple[Span, ...]:
    closed = set(random.sample(days, len(days) // 60))
    return tuple(
        Span(moment(day, time(9)), moment(day, time(21, 45)))
        for day in days
        if day.weekday() != 6 and day not in closed
    )
