"""Somebody need not take a subject again: asked for with a paper, granted or refused subject by subject."""

from datetime import date

from sqlalchemy import select

from ... import clock, history, policies
from ...catalogue.models import Subject
from ..models import Exemption
from ..queries import proofs
from ..rules.exemptions import EXEMPTIONS
from ..rules.qualifications import Qualification
from ..rules.refusals import (
    AnswerMissing,
    AskedAlready,
    DecidedAlready,
    DocumentMissing,
    DocumentToCome,
    EndedAlready,
    NothingExempted,
    ReasonMissing,
)
from .following import taken_back
from .held import held

ASKED_ANEW = "asked anew"


def ask(
    session, enrolment, *, qualification: Qualification, document: str, document_on: date | None, by, at
) -> list[Exemption]:
    """For every subject that the rule names. `by` None: the trainee. What was refused before may be asked again.

    Raises NoSeat, NothingExempted, DocumentMissing, DocumentToCome, AskedAlready.
    """
    held(session, enrolment)
    if not document:
        raise DocumentMissing
    if document_on and document_on > clock.today(at):
        raise DocumentToCome
    subjects = exempted_by(session, enrolment, qualification, at)
    if not subjects:
        raise NothingExempted
    before = [one for one in proofs.exemptions_of(session, enrolment.id) if one.ended_at is None]
    end_refused(session, before, at)
    standing = {one.subject_id for one in before if one.ended_at is None}
    new = [subject for subject in subjects if subject.id not in standing]
    if not new:
        raise AskedAlready
    given = {"qualification": qualification.value, "document": document, "document_on": document_on}
    rows = [
        Exemption(
            enrolment_id=enrolment.id,
            subject_id=subject.id,
            asked_at=at,
            asked_by_id=by.id if by else None,
            **given,
        )
        for subject in new
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        history.record(session, row, "exemption_asked", by=by, at=at)
    return rows


def exempted_by(session, enrolment, qualification, at) -> list[Subject]:
    rule = policies.current(session, EXEMPTIONS, at=at)
    numbers = rule.subjects(enrolment.cohort.course.kind, qualification)
    query = select(Subject).where(Subject.course_id == enrolment.cohort.course_id, Subject.number.in_(numbers))
    return list(session.scalars(query.order_by(Subject.number)))


def end_refused(session, rows, at):
    for row in rows:
        if row.granted is False:
            row.ended_at, row.ended_reason = at, ASKED_ANEW
    session.flush()


def decide(session, enrolment, *, granted: set[int], answer: str, document_on: date | None, by, at) -> list[Exemption]:
    """All that is asked for: the subjects `granted` (ids) are granted, the others refused.

    Raises NoSeat, DecidedAlready, AnswerMissing (where something is refused), DocumentToCome, NothingExempted.
    """
    held(session, enrolment)
    rows = waiting(session, enrolment)
    if not rows:
        raise DecidedAlready
    if document_on and document_on > clock.today(at):
        raise DocumentToCome
    if not answer and any(row.subject_id not in granted for row in rows):
        raise AnswerMissing
    for row in rows:
        if row.subject_id in granted:
            refuse_outside_rule(session, enrolment, row, at)
    for row in rows:
        row.granted, row.document_on = row.subject_id in granted, document_on or row.document_on
        row.decided_at, row.decided_by_id, row.answer = at, by.id, answer or None
        what = "exemption_granted" if row.granted else "exemption_refused"
        history.record(session, row, what, by=by, at=at, reason=row.answer)
    return rows


def refuse_outside_rule(session, enrolment, row, at):
    """The rule may have changed since it was asked for."""
    subjects = exempted_by(session, enrolment, Qualification(row.qualification), at)
    if row.subject_id not in {subject.id for subject in subjects}:
        raise NothingExempted


def waiting(session, enrolment) -> list[Exemption]:
    rows = proofs.exemptions_of(session, enrolment.id)
    return [row for row in rows if row.decided_at is None and row.ended_at is None]


def end(session, enrolment, exemption: Exemption, *, reason: str, by, at):
    """It was a mistake. Raises NoSeat, ReasonMissing, EndedAlready, and what `following` says."""
    if not reason:
        raise ReasonMissing
    held(session, enrolment)
    session.refresh(exemption, ["ended_at"])
    if exemption.ended_at:
        raise EndedAlready
    exemption.ended_at, exemption.ended_by_id, exemption.ended_reason = at, by.id, reason
    history.record(session, exemption, "exemption_ended", by=by, at=at, reason=reason)
    taken_back(session, enrolment.id, at=at)
