"""Minutes that count without a lesson of ours: recorded with the paper that shows it, and taken back with a reason."""

from dataclasses import dataclass
from datetime import date

from ... import clock, history, policies
from ...catalogue.models import Subject, SubjectItem
from ...database import hold
from ..models import Credit, CreditSource
from ..queries import proofs
from ..queries.standings import standings
from ..rules import credits as rules
from ..rules.refusals import DayToCome, DocumentMissing, DocumentToCome, EndedAlready, ReasonMissing
from ..rules.reports import REPORTS
from .held import held


@dataclass(frozen=True)
class Paper:
    """What was shown: `minutes` of the item were done at `provider` on `done_on`."""

    source: CreditSource
    minutes: int
    provider: str
    done_on: date
    document: str
    document_on: date


def add(session, enrolment, item: SubjectItem, paper: Paper, *, by, at) -> Credit:
    """Never more than is missing, so no paper is worth more than it says.

    Raises NoSeat, DocumentMissing, DayToCome, DocumentToCome, ProviderMissing, NotByReport, NothingMissing,
    TooManyMinutes, AtDistanceTooLong.
    """
    held(session, enrolment)
    refuse_paper(paper, at)
    refuse_limits(session, enrolment, item, paper, at)
    credit = Credit(
        enrolment_id=enrolment.id,
        item_id=item.id,
        source=paper.source,
        minutes=paper.minutes,
        provider=paper.provider,
        done_on=paper.done_on,
        document=paper.document,
        document_on=paper.document_on,
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


def end(session, credit: Credit, *, reason: str, by, at):
    """It was a mistake: another person, another item. Raises ReasonMissing, EndedAlready."""
    if not reason:
        raise ReasonMissing
    hold(session, credit)
    session.refresh(credit, ["ended_at"])
    if credit.ended_at:
        raise EndedAlready
    credit.ended_at, credit.ended_by_id, credit.ended_reason = at, by.id, reason
    history.record(session, credit, "credit_ended", by=by, at=at, reason=reason)
