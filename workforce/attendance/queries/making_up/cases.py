"""What people must make up, in nine statements for one or for many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from .... import clock
from ....catalogue.models import Cohort, Course, CourseKind
from ....enrolment.models import Enrolment
from ....people.models import Person
from ...rules.feasible import Stay
from ...rules.ledger import Source
from ...rules.standing import GapKind, Standing
from ..standings import standings
from .booked import Booked, booked_of
from .stays import announced, stays_of, taught_by_cohort

MADE_UP = (Source.MADE_UP, Source.ELSEWHERE, Source.REPORT)


@dataclass(frozen=True)
class Case:
    """One enrolment. `lost`: {item id: minutes that no lesson of their own will give}; `missing`: what of it is not
    booked. `used`: the items that were made up or are booked. `own`: where they must be, also for other courses.
    `away`: sessions in which they will not be.
    """

    enrolment_id: int
    receipt: str
    person_id: int
    cohort_id: int
    code: str
    course_id: int
    kind: CourseKind
    starts_at: datetime | None
    ends_at: datetime | None
    standing: Standing
    lost: dict[int, int]
    missing: dict[int, int]
    booked: list[Booked]
    own: list[Stay]
    away: frozenset[int]

    @property
    def used(self) -> set[int]:
        by_paper = {line.item_id for line in self.standing.lines if any(line.by_source.get(one) for one in MADE_UP)}
        return by_paper | {item for one in self.booked for item in one.minutes}

    @property
    def coming_for(self) -> dict[int, set[int]]:
        """{id of a session in which they have a guest seat: the items for which they come}."""
        return {one.session_id: set(one.minutes) for one in self.booked}

    @property
    def first_day(self) -> date | None:
        return clock.today(self.starts_at) if self.starts_at else None


record = aliased(Person)
FACTS = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        func.coalesce(record.merged_into_id, record.id).label("person_id"),
        Enrolment.cohort_id,
        Cohort.code,
        Cohort.course_id,
        Course.kind,
        Cohort.starts_at,
        Cohort.ends_at,
    )
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .join(record, record.id == Enrolment.person_id)
    .order_by(Enrolment.id)
)


def case(session, enrolment_id, *, at) -> Case:
    return cases(session, [enrolment_id], at=at)[enrolment_id]


def cases(session, enrolment_ids: Iterable[int], *, at, without: Iterable[int] = ()) -> dict[int, Case]:
    """{enrolment id: Case}, in nine statements, whatever their number. `without`: ids of sessions, as if they were not
    held.
    """
    ids, dropped = sorted(set(enrolment_ids)), set(without)
    found = standings(session, ids, at=at)
    facts = session.execute(FACTS.where(Enrolment.id.in_(ids))).all()
    taught = taught_by_cohort(session, {row.cohort_id for row in facts}, at)
    stays, booked, absent = stays_of(session, ids, at), booked_of(session, ids, at), announced(session, ids)
    return {
        row.id: made(row, found[row.id], taught[row.cohort_id], stays[row.id], booked[row.id], absent[row.id] | dropped)
        for row in facts
    }


def made(row, standing: Standing, taught, stays, booked: list[Booked], away: set[int]) -> Case:
    """`taught`: {id of an own session to come: {item id: minutes}}; `away`: sessions in which they will not be."""
    kept = [one for one in booked if one.session_id not in away]
    lost = lost_minutes(standing, [minutes for session_id, minutes in taught.items() if session_id in away])
    on_the_way = added(one.minutes for one in kept)
    missing = {item: minutes - on_the_way.get(item, 0) for item, minutes in lost.items()}
    own = [stay for session_id, stay in stays if session_id not in away]
    return Case(
        enrolment_id=row.id,
        receipt=row.receipt,
        person_id=row.person_id,
        cohort_id=row.cohort_id,
        code=row.code,
        course_id=row.course_id,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        standing=standing,
        lost=lost,
        missing={item: minutes for item, minutes in missing.items() if minutes > 0},
        booked=kept,
        own=[*own, *(one.stay for one in kept)],
        away=frozenset(away),
    )


def lost_minutes(standing: Standing, missed: Iterable[dict[int, int]]) -> dict[int, int]:
    """What lessons of the own cohort will not give, where `missed` will be missed of them. What two people have set
    aside is not missing.
    """
    not_to_come = added(missed)
    asked = {gap.item_id for gap in standing.gaps if gap.kind is GapKind.MINUTES}
    found = {}
    for line in standing.lines:
        ahead = standing.ahead.get(line.item_id, 0) - not_to_come.get(line.item_id, 0)
        if line.item_id in asked and line.missing > max(0, ahead):
            found[line.item_id] = line.missing - max(0, ahead)
    return found


def added(several: Iterable[dict[int, int]]) -> dict[int, int]:
    total: dict[int, int] = defaultdict(int)
    for one in several:
        for item, minutes in one.items():
            total[item] += minutes
    return total
