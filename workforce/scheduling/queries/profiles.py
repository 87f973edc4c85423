"""One who teaches, with everything the page about them shows; their own page shows the same."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ... import clock, policies
from ...people.models import Person
from ..models import Instructor, Licence, Practice
from ..rules.days import LIMITS, Busy, Limits, Long, WeekLong, long_days, long_weeks
from ..rules.held_words import years_words
from ..rules.reach import Reach, Taught, reach
from . import engagements, instructors, requirements

SHOWN = 20
"""So many sessions to come stand on the page."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Profile:
    """`years`: whole ones of today, in words; `reaches`: of every course that asks for anything; `long`, `weeks`: days
    and weeks to come beyond the limits.
    """

    person: Person
    row: Instructor | None
    licences: list[Licence]
    practices: list[Practice]
    years: str
    reaches: list[tuple[Taught, Reach]]
    coming: list[Busy]
    long: list[Long]
    weeks: list[WeekLong]

    @property
    def employer(self) -> str | None:
        return employer_of(self.row)


def employer_of(row: Instructor | None) -> str | None:
    if row is None:
        return None
    return row.operator.name if row.operator else row.employer or None


def profile(session, person: Person, *, at: datetime) -> Profile:
    today = clock.today(at)
    row = instructors.profile(session, person.id)
    rules, known = requirements.known(session, [person.id])
    held = known[person.id]
    coming = engagements.of_people(session, [person.id], begins=at)[person.id]
    long, weeks = beyond(session, coming, row, at=at)
    return Profile(
        person=person,
        row=row,
        licences=instructors.licences(session, person.id),
        practices=instructors.practices(session, person.id),
        years=years_words(held, today),
        reaches=[
            (course, reach(rules, held, course, today))
            for course in requirements.courses_that_ask(session, rules, today)
        ],
        coming=coming,
        long=long,
        weeks=weeks,
    )


def beyond(session, coming: list[Busy], row: Instructor | None, *, at) -> tuple[list[Long], list[WeekLong]]:
    """Days and weeks that are too long, by the limits of today."""
    limits: Limits = policies.current(session, LIMITS, at=at)
    own = row or Instructor()
    return long_days(coming, limits, own.day_minutes), long_weeks(coming, own.week_minutes)


def reaches_of(session, person_ids: list[int], on: date) -> dict[int, list[tuple[Taught, Reach]]]:
    """Of each of them what they may teach of the courses that ask for anything; nothing where that is nothing."""
    rules, held = requirements.known(session, person_ids)
    courses = requirements.courses_that_ask(session, rules, on)
    found = {id: [(course, reach(rules, held[id], course, on)) for course in courses] for id in person_ids}
    return {id: [(course, one) for course, one in each if one.whole or one.part] for id, each in found.items()}
