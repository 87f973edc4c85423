"""Results of the final assessment: a whole cohort at once, each attempt a row of its own."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from ... import clock, history, policies
from ...database import hold
from ...enrolment.models import Enrolment, State
from ...refusals import Refused
from ..models import AssessmentKind, AssessmentResult, Verdict
from ..queries import proofs
from ..rules.assessments import verdict_of
from ..rules.completion import COMPLETION
from ..rules.refusals import (
    AssessmentToCome,
    BeforeLastAttempt,
    BeforeTheCourse,
    EndedAlready,
    NobodyTyped,
    NoSeat,
    PassedBefore,
    ReasonMissing,
    RecordedMeanwhile,
)
from .following import taken_back


@dataclass(frozen=True)
class Typed:
    """What was typed for one person: points of a test, or how the practice was judged."""

    enrolment_id: int
    points: int | None = None
    verdict: Verdict | None = None
    note: str = ""


class SomeWrong(Refused):
    """Raised with `rows`: {enrolment id: what is wrong}. Nothing was recorded."""

    message = NobodyTyped.message

    def __init__(self, rows):
        super().__init__()
        self.rows = rows


def record(
    session,
    cohort,
    kind: AssessmentKind,
    typed: list[Typed],
    *,
    taken_on: date,
    out_of: int | None,
    seen: int | None = None,
    by,
    at,
) -> list[AssessmentResult]:
    """The next attempt of each, judged by the rule of its day. All or nobody: of what is wrong every row is told.

    `seen`: how many attempts of people with a seat the page showed, so that one that is sent twice records once.
    Raises AssessmentToCome, BeforeTheCourse, NobodyTyped, RecordedMeanwhile, SomeWrong.
    """
    hold(session, cohort)
    refuse_day(cohort, taken_on, at)
    if not typed:
        raise NobodyTyped
    pass_mark = policies.current(session, COMPLETION, at=of_day(taken_on)).asked(cohort.course.kind).written
    seated = seats_of(session, cohort.id)
    before = proofs.results_of_all(session, {*seated, *(one.enrolment_id for one in typed)})
    if seen is not None and seen != count(before, kind, seated):
        raise RecordedMeanwhile
    verdicts, wrong = {}, {}
    for one in typed:
        try:
            refuse(one, of_kind(before[one.enrolment_id], kind), seated, taken_on)
            given = {"points": one.points, "out_of": out_of, "verdict": one.verdict, "note": one.note}
            verdicts[one.enrolment_id] = verdict_of(kind, **given, pass_mark=pass_mark)
        except Refused as refusal:
            wrong[one.enrolment_id] = refusal
    if wrong:
        raise SomeWrong(wrong)
    return [add(session, kind, one, verdicts[one.enrolment_id], taken_on, out_of, by, at) for one in typed]


def refuse_day(cohort, taken_on, at):
    if taken_on > clock.today(at):
        raise AssessmentToCome
    if cohort.starts_at and taken_on < clock.today(cohort.starts_at):
        raise BeforeTheCourse


def of_day(taken_on: date):
    return clock.instant(taken_on, time.min)


def of_kind(results, kind) -> list[AssessmentResult]:
    return [one for one in results if one.kind is kind]


def count(results, kind, enrolment_ids) -> int:
    """How many attempts stand. `results`: as `proofs.results_of_all` gives them."""
    return sum(len(of_kind(results[one], kind)) for one in enrolment_ids)


def refuse(one, results, seated, taken_on):
    if one.enrolment_id not in seated:
        raise NoSeat
    if any(result.verdict is Verdict.PASSED for result in results):
        raise PassedBefore
    if results and taken_on < results[-1].taken_on:
        raise BeforeLastAttempt(day=results[-1].taken_on)


def seats_of(session, cohort_id) -> set[int]:
    query = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.CONFIRMED)
    return set(session.scalars(query.where(Enrolment.forgotten_at.is_(None))))


def add(session, kind, one, verdict, taken_on, out_of, by, at):
    is_written = kind is AssessmentKind.WRITTEN
    result = AssessmentResult(
        enrolment_id=one.enrolment_id,
        kind=kind,
        attempt=next_attempt(session, one.enrolment_id, kind),
        taken_on=taken_on,
        points=one.points if is_written else None,
        out_of=out_of if is_written else None,
        verdict=verdict,
        note=one.note,
        by_id=by.id,
        at=at,
    )
    session.add(result)
    history.record(session, result, "result_recorded", by=by, at=at, to_state=verdict)
    return result


def next_attempt(session, enrolment_id, kind) -> int:
    """One that was a mistake gives its number back."""
    mine = AssessmentResult.enrolment_id == enrolment_id, AssessmentResult.kind == kind
    last = select(func.max(AssessmentResult.attempt)).where(*mine, AssessmentResult.ended_at.is_(None))
    return (session.scalar(last) or 0) + 1


def end(session, result: AssessmentResult, *, reason: str, by, at):
    """It was a mistake. Raises ReasonMissing, EndedAlready, and what `following` says."""
    if not reason:
        raise ReasonMissing
    hold(session, result)
    session.refresh(result, ["ended_at"])
    if result.ended_at:
        raise EndedAlready
    result.ended_at, result.ended_by_id, result.ended_reason = at, by.id, reason
    history.record(session, result, "result_ended", by=by, at=at, reason=reason)
    taken_back(session, result.enrolment_id, at=at)
