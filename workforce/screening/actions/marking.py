"""An assessor gives points, alone and without names, and closes their sheet."""

from collections.abc import Mapping

from sqlalchemy import select

from ... import history
from ..models import Assessor, Mark, Note, NoteKind
from ..queries import assessments
from .holding import held, note
from .refusals import NoSuchSheet, NothingToTakeBack, PointsMissing, PointsTooHigh, SheetClosed


def own(session, cohort_id, account_id) -> list[Assessor]:
    """The sheets of this account in this cohort."""
    return [one for one in assessments.assessors(session, cohort_id) if one.account_id == account_id]


def sheet_for(found, account_id, number):
    """(the sheet of this account for the candidate with this number, the candidate); (None, None) for a stranger's."""
    for assessor in found.assessors:
        if assessor.account_id == account_id:
            for one in found.candidates_of(assessor):
                if one.number == number:
                    return assessor, one
    return None, None


def give(session, cohort_id, *, number, points: Mapping[int, int | None], by, at) -> int:
    """Keep `points` ({criterion id: points, None for none}) of `by` for the candidate; the same again is nothing new.

    Returns how many were new. Raises NotAssessed, NoSuchSheet, SheetClosed, PointsTooHigh.
    """
    found, assessor, candidate = open_sheet(session, cohort_id, number=number, by=by)
    most = {one.id: one.most for one in found.criteria}
    before = found.points.get((assessor.id, candidate.id), {})
    new = {key: given for key, given in points.items() if before.get(key) != given}
    for key, given in new.items():
        if key not in most or (given is not None and not 0 <= given <= most[key]):
            raise PointsTooHigh(most=most.get(key, 0))
    for key, given in new.items():
        session.add(mark(assessor, candidate, key, given, at=at))
    session.flush()
    return len(new)


def mark(assessor, candidate, criterion_id, points, *, at, reason=None) -> Mark:
    return Mark(
        assessor_id=assessor.id,
        candidate_id=candidate.id,
        criterion_id=criterion_id,
        points=points,
        at=at,
        reason=reason,
    )


def open_sheet(session, cohort_id, *, number, by):
    """(assessment, assessor, candidate), with the cohort held: marking and closing wait for each other."""
    held(session, cohort_id)
    found = assessments.assessment(session, cohort_id)
    assessor, candidate = sheet_for(found, by.id, number)
    if assessor is None:
        raise NoSuchSheet
    if assessor.closed_at:
        raise SheetClosed
    return found, assessor, candidate


def take_back(session, cohort_id, *, by, at) -> int:
    """The points that `by` gave last are again what they were before. Returns the number of the applicant.

    Raises NotAssessed, NothingToTakeBack.
    """
    held(session, cohort_id)
    open_ones = [one.id for one in own(session, cohort_id, by.id) if one.closed_at is None]
    last = session.scalar(select(Mark).where(Mark.assessor_id.in_(open_ones)).order_by(Mark.id.desc()).limit(1))
    if last is None:
        raise NothingToTakeBack
    same = (
        (Mark.assessor_id == last.assessor_id)
        & (Mark.candidate_id == last.candidate_id)
        & (Mark.criterion_id == last.criterion_id)
    )
    before = session.scalar(select(Mark.points).where(same, Mark.id < last.id).order_by(Mark.id.desc()).limit(1))
    again = {name: getattr(last, name) for name in ("assessor_id", "candidate_id", "criterion_id")}
    session.add(Mark(**again, points=before, at=at))
    session.flush()
    return next(one.number for one in assessments.candidates(session, cohort_id) if one.id == last.candidate_id)


def step_aside(session, cohort_id, *, number, by, at):
    """`by` knows this person: their points do not count, and somebody else is named. A second time is nothing new."""
    _found, assessor, candidate = open_sheet(session, cohort_id, number=number, by=by)
    say(session, assessor, candidate, NoteKind.ASIDE, at=at)
    changes = [history.Change("number", None, candidate.number)]
    note(session, cohort_id, "stepped_aside", by=by, at=at, changes=changes)


def flag(session, cohort_id, *, number, by, at):
    """An answer says who this is."""
    found, assessor, candidate = open_sheet(session, cohort_id, number=number, by=by)
    if NoteKind.FLAG not in found.notes.get((assessor.id, candidate.id), {}):
        say(session, assessor, candidate, NoteKind.FLAG, at=at)


def say(session, assessor, candidate, kind, *, at, reason=None):
    session.add(Note(assessor_id=assessor.id, candidate_id=candidate.id, kind=kind, at=at, reason=reason))
    session.flush()


def close(session, cohort_id, *, by, at):
    """The points of `by` stand from now on; a second press is nothing new.

    Raises NotAssessed, NoSuchSheet, PointsMissing.
    """
    held(session, cohort_id)
    found = assessments.assessment(session, cohort_id)
    mine = [one for one in found.assessors if one.account_id == by.id]
    if not mine or not found.candidates:
        raise NoSuchSheet
    missing = sorted({candidate.number for one in mine for candidate in found.missing_of(one)})
    if missing:
        raise PointsMissing(numbers=", ".join(map(str, missing[:20])))
    newly = [one for one in mine if one.closed_at is None]
    for assessor in newly:
        assessor.closed_at = at
    if newly:
        note(session, cohort_id, "points_closed", by=by, at=at)
