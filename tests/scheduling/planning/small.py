"""Small instances for tests: one place a session, hours of one week, and random ones to be solved by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from workforce.scheduling.rules.planning.instance import (
    Duty,
    Elsewhere,
    Instance,
    Instructor,
    Part,
    Plan,
    Room,
    Session,
    Span,
    Teaching,
    Terms,
    Wish,
)

MONDAY = datetime(2027, 4, 5, 0, tzinfo=UTC)  # nine in the morning at the centre
WEEK = (Span(MONDAY - timedelta(hours=9), MONDAY + timedelta(days=7)),)


def hour(number, day=0):
    return MONDAY + timedelta(days=day, hours=number)


def session(id, begins=0, *, day=0, minutes=120, parts=((1, 0),), place=0, cohort=1, times=None, **others):
    """`parts`: (item, assistants) of each; their ids are the session's times ten and counting."""
    made = tuple(Part(id * 10 + n, item, minutes // len(parts), more) for n, (item, more) in enumerate(parts))
    begins_at = times or (hour(begins, day),)
    return Session(id, cohort, id, place, minutes, begins_at, made, others.pop("trainees", 10), **others)


def instructor(id, leads=(1,), **others):
    ranks = leads if isinstance(leads, dict) else dict.fromkeys(leads, 0)
    return Instructor(id, ranks, others.pop("free", WEEK), **others)


def room(id, place=0, capacity=20, **others):
    return Room(id, place, capacity, others.pop("open", WEEK), **others)


def lead(part, person):
    return Teaching(part, Duty.LEAD, person)


def assistant(part, person):
    return Teaching(part, Duty.ASSISTANT, person)


def plan(*teaching, rooms=None, begins=None):
    return Plan(frozenset(teaching), rooms or {}, begins or {})


def centre(sessions, instructors, rooms=(), **others):
    return Instance(tuple(sessions), tuple(instructors), tuple(rooms), **others)


def at_random(seed, sessions=4, people=3):
    """Small enough to look at every plan, and full of clashes."""
    random = Random(seed)
    every = [
        session(
            n,
            random.choice((0, 1, 2, 4, 5)),
            day=random.choice((0, 0, 1)),
            minutes=random.choice((60, 120)),
            parts=tuple((random.randint(1, 3), random.choice((0, 0, 1))) for _ in range(random.choice((1, 1, 2)))),
            place=random.randrange(2),
            cohort=random.randint(1, 2),
            set_up=random.choice((0, 0, 15)),
        )
        for n in range(1, sessions + 1)
    ]
    return centre(every, [somebody(n, random) for n in range(1, people + 1)], terms=Terms({(0, 1): 40}, rest=30))


def somebody(id, random):
    early = Span(hour(-1), hour(random.choice((4, 6, 9))))
    day = Span(hour(0, 1), hour(9, 1))
    return instructor(
        id,
        {item: random.randrange(2) for item in random.sample((1, 2, 3), random.choice((1, 2, 3)))},
        free=(early, day) if random.randrange(3) else (early,),
        assists=frozenset(random.sample((1, 2, 3), 1)),
        day_minutes=random.choice((None, 120, 240)),
        week_minutes=random.choice((None, 240)),
        target=random.choice((60, 180, 240)),
        wishes=(Wish(Span(hour(0), hour(2)), random.randint(1, 3)),),
    )


def hindered(instance, seed):
    """People have to be somewhere else as well, and nobody teaches for long without a pause."""
    random = Random(seed)
    people = [
        replace(
            one,
            elsewhere=tuple(
                Elsewhere(Span(hour(begins, day), hour(begins + 1, day)), random.choice((0, 1, None)))
                for begins, day in random.sample([(begins, day) for begins in range(7) for day in (0, 1)], 2)
            ),
        )
        for one in instance.instructors
    ]
    terms = replace(instance.terms, stretch=random.choice((None, 120, 180)), pause=30)
    return replace(instance, instructors=tuple(people), terms=terms)
