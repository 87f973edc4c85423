"""Minutes that count without a lesson of ours: recorded with the paper that shows it, and taken back with a reason."""

from dataclasses import dataclass
from datetime import date

from ... import clock, history, policies
from ...catalogue.models import Subject, SubjectItem
from ...database import hold
from ...refusals import Refused
from ..models import Credit, CreditSource
from ..queries import making_up, proofs
from ..queries.standings import standings
from ..rules import credits as rules
from ..rules import options
from ..rules.making_up import MAKING_UP
from ..rules.making_up_refusals import AfterExtension, ReasonNotNeeded
from ..rules.refusals import DayToCome, DocumentMissing, DocumentToCome, EndedAlready, ReasonMissing
from ..rules.reports import REPORTS
from .following import taken_back
from .held import held
from .making_up import beyond


@dataclass(frozen=True)
class Paper:
    """What was shown: `minutes` of the item were done at `provider` on `done_on`."""

    source: CreditSource
    minutes: int
    provider: str
    done_on: date
    document: str
    document_on: date


def add(session, enrolment, item: SubjectItem, paper: Paper, *, by, at, reason: str = "") -> Credit:
    """Never more than is missing, so no paper is worth more than it says. With a `reason` a limit of the make-up rule
    is set aside; what is learned at a distance is no make-up.

    Raises NoSeat, DocumentMissing, DayToCome, DocumentToCome, ProviderMissing, NotByReport, NothingMissing,
    TooManyMinutes, AtDistanceTooLong, NoMakingUp, TooManyParts, AfterDeadline, AfterExtension, ReasonNotNeeded.
    """
    held(session, enrolment)
    refuse_paper(paper, at)
    refuse_limits(session, enrolment, item, paper, at)
    if limit := reached(session, enrolment, item, paper, at):
        if not reason or isinstance(limit, AfterExtension):
            raise limit
    elif reason:
        raise ReasonNotNeeded
    credit = Credit(
        enrolment_id=enrolment.id,
        item_id=item.id,
        source=paper.source,
        minutes=paper.minutes,
        provider=paper.provider,
        done_on=paper.done_on,
        document=paper.document,
        document_on=paper.document_on,
        reason=reason or None,
        by_id=by.id,
        at=at,
    )
    session.add(credit)
    history.record(session, credit, "credit_added", by=by, at=at)
    return credit


def refuse_paper(paper, at):
    if not paper.document:
        raise DocumentMissing
    if paper.done_on > clock.today(at):
        raise DayToCome
    if paper.document_on > clock.today(at):
        raise DocumentToCome
    rules.refuse_provider(paper.source, paper.provider)


def refuse_limits(session, enrolment, item, paper, at):
    kind = enrolment.cohort.course.kind
    rules.refuse_report(paper.source, item.mode, is_allowed=policies.current(session, REPORTS, at=at).is_allowed(kind))
    lines = standings(session, [enrolment.id], at=at)[enrolment.id].lines
    rules.refuse_minutes(paper.minutes, missing=next((line.missing for line in lines if line.item_id == item.id), 0))
    subject = session.get_one(Subject, item.subject_id)
    learnt = proofs.at_distance(session, enrolment.id, subject.id)
    rules.refuse_distance(paper.source, paper.minutes, allowed=subject.max_distance_minutes, at_distance=learnt)


def reached(session, enrolment, item, paper, at) -> Refused | None:
    """The limit of the make-up rule that this would break."""
    if paper.source is CreditSource.DISTANCE:
        return None
    case = making_up.case(session, enrolment.id, at=at)
    bounds = options.bounds(policies.current(session, MAKING_UP, at=at), case)
    if bounds.extended and paper.done_on > bounds.extended:
        return AfterExtension(deadline=bounds.extended)
    return beyond(bounds, case, paper.done_on, {item.id})


def end(session, credit: Credit, *, reason: str, by, at):
    """It was a mistake: another person, another item. Raises ReasonMissing, EndedAlready, and what `following` says."""
    if not reason:
        raise ReasonMissing
    hold(session, credit)
    session.refresh(credit, ["ended_at"])
    if credit.ended_at:
        raise EndedAlready
    credit.ended_at, credit.ended_by_id, credit.ended_reason = at, by.id, reason
    history.record(session, credit, "credit_ended", by=by, at=at, reason=reason)
    taken_back(session, credit.enrolment_id, at=at)
