"""Everything that the papers of one cohort say, as it is now: a constant number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock, history
from ...attendance.models import AssessmentResult, Attendance, Credit
from ...attendance.queries import standings
from ...attendance.rules.standing import Standing
from ...catalogue.models import Cohort, CohortState, Session, SessionPart, SubjectItem
from ...catalogue.queries.cohorts import cohort_page
from ...certificates.queries import registers
from ...certificates.queries.registers import Line
from ...certificates.rules.issuer import ISSUER, Issuer
from ...certificates.rules.registers import REGISTERS, Register
from ...enrolment.models import Enrolment, State
from ...people.models import IdentityCheck, Person
from ...people.queries import identity
from ...policies import current_of
from ...scheduling.queries import assignments
from ...scheduling.queries.assignments import Taught
from ..rules.deadlines import DEADLINES, SENT, Deadlines, Paper
from ..rules.plans import plan_of
from . import plans


class Trainee(NamedTuple):
    """Somebody with a seat. `id`: of the enrolment; `person_id`: who that is now."""

    id: int
    receipt: str
    person_id: int
    name: str
    roman: str
    birth_date: date | None


class Elsewhere(NamedTuple):
    """Minutes of presence in one part, of `part` minutes, as a guest of another cohort (`place`: its code)."""

    enrolment_id: int
    item_id: int
    minutes: int
    part: int
    starts_at: datetime
    place: str


@dataclass(frozen=True)
class Records:
    """`present`: {(enrolment, part): minutes}; no entry: not recorded. `taught`: instructors by part."""

    cohort: Cohort
    issuer: Issuer
    register: Register
    deadlines: Deadlines
    trainees: list[Trainee]
    standings: dict[int, Standing]
    present: dict[tuple[int, int], int]
    taught: dict[int, list[Taught]]
    guests: list[Elsewhere]
    credits: list[Credit]
    results: dict[int, list[AssessmentResult]]
    identity: dict[int, IdentityCheck]
    certificates: list[Line]
    sent: dict[Paper, date]
    cancelled_on: date | None
    changes: plans.Changes
    told: plans.Told

    @property
    def items(self) -> dict[int, SubjectItem]:
        return {item.id: item for subject in self.cohort.course.subjects for item in subject.items}

    @property
    def complete(self) -> list[Trainee]:
        return [one for one in self.trainees if self.standings[one.id].is_complete]


def of_cohort(session, code: str, *, at) -> Records | None:
    cohort = cohort_page(session, code)
    if cohort is None:
        return None
    trainees = trainees_of(session, cohort.id)
    ids = [one.id for one in trainees]
    issuer, register, deadlines = current_of(session, ISSUER, REGISTERS[cohort.course.kind], DEADLINES, at=at)
    sent, cancelled_on = told(session, cohort)
    taught = assignments.of_cohort(session, cohort.id)
    return Records(
        cohort=cohort,
        issuer=issuer,
        register=register,
        deadlines=deadlines,
        trainees=trainees,
        standings=standings.standings(session, ids, at=at) if ids else {},
        present=presence(session, cohort.id),
        taught=taught,
        guests=made_up(session, cohort.id, ids),
        credits=credits(session, ids),
        results=results(session, ids),
        identity=identity.of_people(session, [one.person_id for one in trainees]),
        certificates=registers.of_cohort(session, cohort.id),
        sent=sent,
        cancelled_on=cancelled_on,
        changes=plans.changes_of(session, cohort.id, plan_of(cohort, taught)),
        told=plans.told_of_cancelling(session, cohort.id) if cancelled_on else plans.Told(),
    )


def trainees_of(session, cohort_id) -> list[Trainee]:
    """In the order of their reading."""
    record, person = aliased(Person), aliased(Person)
    query = (
        select(Enrolment.id, Enrolment.receipt, person)
        .join(record, record.id == Enrolment.person_id)
        .join(person, person.id == func.coalesce(record.merged_into_id, record.id))
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED)
        .order_by(person.sort_kana, Enrolment.id)
    )
    return [
        Trainee(id, receipt, one.id, one.name, one.roman_name, one.birth_date)
        for id, receipt, one in session.execute(query)
    ]


def presence(session, cohort_id) -> dict[tuple[int, int], int]:
    query = select(Attendance.enrolment_id, Attendance.part_id, Attendance.minutes)
    query = query.join(Session, Session.id == Attendance.session_id).where(Session.cohort_id == cohort_id)
    return {(enrolment_id, part_id): minutes for enrolment_id, part_id, minutes in session.execute(query)}


def made_up(session, cohort_id, ids) -> list[Elsewhere]:
    minutes = Attendance.minutes, SessionPart.minutes.label("part")
    query = (
        select(Attendance.enrolment_id, SessionPart.item_id, *minutes, Session.starts_at, Cohort.code)
        .join(SessionPart, SessionPart.id == Attendance.part_id)
        .join(Session, Session.id == Attendance.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(Attendance.enrolment_id.in_(ids), Session.cohort_id != cohort_id, Attendance.minutes > 0)
        .order_by(Session.starts_at, Attendance.id)
    )
    return [Elsewhere(*row) for row in session.execute(query)]


def credits(session, ids) -> list[Credit]:
    query = select(Credit).where(Credit.enrolment_id.in_(ids), Credit.ended_at.is_(None))
    return list(session.scalars(query.order_by(Credit.done_on, Credit.id)))


def results(session, ids) -> dict[int, list[AssessmentResult]]:
    query = select(AssessmentResult).where(AssessmentResult.enrolment_id.in_(ids), AssessmentResult.ended_at.is_(None))
    found = defaultdict(list)
    for one in session.scalars(query.order_by(AssessmentResult.kind, AssessmentResult.attempt)):
        found[one.enrolment_id].append(one)
    return found


def told(session, cohort) -> tuple[dict[Paper, date], date | None]:
    """(when which paper went out, when the cohort was cancelled), as history says it."""
    paper_of = {what: paper for paper, what in SENT.items()}
    sent: dict[Paper, date] = {}
    cancelled_on = None
    for entry in history.of(session, "cohort", [cohort.id]):
        if entry.what in paper_of:
            sent.setdefault(paper_of[entry.what], clock.today(entry.at))
        if entry.to_state == CohortState.CANCELLED and cohort.state is CohortState.CANCELLED:
            cancelled_on = clock.today(entry.at)
    return sent, cancelled_on
