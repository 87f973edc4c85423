"""What the clerk needs while somebody is on the telephone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select

from ...catalogue.models import Cohort, CohortState, Course, Selection
from ...database import LocalizedText
from ...people.models import Person
from ..models import ACTIVE, TAKES_SEAT, Enrolment, State
from .guested import most_guests
from .reserved import RESERVED

AT_MOST = 200


@dataclass(frozen=True)
class Choice:
    """A cohort that staff may enrol into. `opens_at` and `closes_at` bind the public, not staff."""

    code: str
    title: LocalizedText
    starts_at: datetime | None
    opens_at: datetime
    closes_at: datetime
    capacity: int
    taken: int
    waiting: int
    applied: int
    is_collecting: bool

    @property
    def free(self):
        """Seats a newcomer may have: none while somebody waits."""
        return 0 if self.waiting else max(self.capacity - self.taken, 0)


def choices(session, *, at, asked=None) -> list[Choice]:
    """Published cohorts that are not over, the next to begin first; the one with the code `asked` is always there."""
    found = read(session, listed(at).limit(AT_MOST))
    if asked and len(found) == AT_MOST and asked not in {one.code for one in found}:
        found += read(session, listed(at).where(Cohort.code == asked))
    return found


def read(session, query):
    return [Choice(*row) for row in session.execute(query)]


def listed(at):
    counts = (
        select(
            Enrolment.cohort_id,
            func.sum(case((Enrolment.state.in_(TAKES_SEAT), 1), else_=0)).label("taken"),
            func.sum(case((Enrolment.state == State.WAITLISTED, 1), else_=0)).label("waiting"),
            func.sum(case((Enrolment.state == State.APPLIED, 1), else_=0)).label("applied"),
        )
        .where(Enrolment.state.in_(ACTIVE), Enrolment.cohort_id.in_(select(Cohort.id).where(is_choice(at))))
        .group_by(Enrolment.cohort_id)
        .subquery()
    )
    return (
        select(
            Cohort.code,
            Course.title,
            Cohort.starts_at,
            Cohort.opens_at,
            Cohort.closes_at,
            Cohort.capacity,
            func.coalesce(counts.c.taken, 0) + RESERVED + most_guests(at),
            func.coalesce(counts.c.waiting, 0),
            func.coalesce(counts.c.applied, 0),
            (Cohort.selection != Selection.FIRST_COME) & Cohort.decided_at.is_(None),
        )
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(counts, counts.c.cohort_id == Cohort.id)
        .where(is_choice(at))
        .order_by(Cohort.starts_at, Cohort.id)
    )


def is_choice(at):
    lasting = or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    return (Cohort.state == CohortState.PUBLISHED) & lasting


@dataclass(frozen=True)
class Resembling:
    """Somebody on record who may be the person on the telephone. `agrees`: kana, birth_date, mail, phone; `is_same`:
    enough of it to be certain.
    """

    person: Person
    agrees: list[str]
    is_same: bool
    enrolments: int
    here: str | None  # the receipt of their active enrolment in this very cohort


def with_enrolments(session, described: list[tuple[Person, list[str], bool]], cohort_id) -> list[Resembling]:
    """One line a human, in one statement; `described`: (person, agrees, is_same), of which two may be one human."""
    people: dict[int, tuple[Person, list[str], bool]] = {}
    for person, agrees, is_same in described:
        _person, signs, certain = people.get(person.id, (person, [], False))
        people[person.id] = person, list(dict.fromkeys([*signs, *agrees])), certain or is_same
    kept = func.coalesce(Person.merged_into_id, Person.id)
    here = case(((Enrolment.cohort_id == cohort_id) & Enrolment.state.in_(ACTIVE), Enrolment.receipt))
    query = (
        select(kept, func.count(), func.max(here))
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(kept.in_(list(people)))
        .group_by(kept)
    )
    counted = {row[0]: (row[1], row[2]) for row in session.execute(query)}
    return [Resembling(*each, *counted.get(each[0].id, (0, None))) for each in people.values()]
