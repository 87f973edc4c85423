"""Two records, one human: an alias that can be taken back, never a rewrite."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ... import history
from ...database import hold
from ...refusals import Refused
from ..models import DuplicateCandidate, Merge, Person, Verdict
from ..queries import duplicates, persons

UNDO_WITHIN = timedelta(days=30)


class SamePerson(Refused):
    message = _("That is one and the same record. Choose two different people.")


class AlreadyMerged(Refused):
    message = _("One of these records was merged before. Open the record it belongs to now and merge that one.")


class UndoTooLate(Refused):
    message = _("This was merged more than 30 days ago and stays merged. Write what is wrong into a note instead.")


class AlreadyUndone(Refused):
    message = _("This merge was taken back before. Nothing is left to do.")


class MergedOnward(Refused):
    message = _("One of these records was merged again later. Take back that later merge first.")


class ReasonMissing(Refused):
    message = _("Say why you are sure, for example: same telephone, asked at the counter.")
    field = "reason"


def merge(session, keep: Person, absorb: Person, *, reason, by, at) -> Merge:
    """From now on `absorb`, and everybody merged into it before, is `keep`. Both rows and their numbers stay.

    Raises SamePerson, AlreadyMerged, ReasonMissing. A later feature that must object wraps this.
    """
    if keep.id == absorb.id:
        raise SamePerson
    if not reason:
        raise ReasonMissing
    hold_in_order(session, keep, absorb)
    if keep.merged_into_id or absorb.merged_into_id:
        raise AlreadyMerged
    decide(session, keep, absorb, Verdict.MERGED, by=by, at=at)
    moved = [absorb, *session.scalars(select(Person).where(Person.merged_into_id == absorb.id).order_by(Person.id))]
    for person in moved:
        person.merged_into_id = keep.id
    merged = Merge(
        kept_id=keep.id,
        absorbed_id=absorb.id,
        moved_ids=[person.id for person in moved],
        reason=reason,
        by_id=by.id if by else None,
        at=at,
    )
    session.add(merged)
    record_both(session, keep, absorb, "merged", reason=reason, by=by, at=at)
    return merged


def undo(session, merged: Merge, *, by, at):
    """Everybody is again who they were before `merged`. Raises UndoTooLate, AlreadyUndone, MergedOnward."""
    if at > merged.at + UNDO_WITHIN:
        raise UndoTooLate
    keep, absorb = session.get_one(Person, merged.kept_id), session.get_one(Person, merged.absorbed_id)
    hold_in_order(session, keep, absorb)
    session.refresh(merged, ["undone_at"])
    if merged.undone_at:
        raise AlreadyUndone
    moved = session.scalars(select(Person).where(Person.id.in_(merged.moved_ids)).order_by(Person.id)).all()
    if any(person.merged_into_id != keep.id for person in moved):
        raise MergedOnward
    for person in moved:
        person.merged_into_id = None if person.id == absorb.id else absorb.id
    merged.undone_at, merged.undone_by_id = at, by.id if by else None
    decide(session, keep, absorb, Verdict.OPEN, by=by, at=at)
    record_both(session, keep, absorb, "merge_undone", reason=None, by=by, at=at)


def not_the_same(session, first: Person, second: Person, *, by, at) -> DuplicateCandidate:
    """Remember that these two are different people; the pair never comes back by itself."""
    if first.id == second.id:
        raise SamePerson
    candidate = decide(session, first, second, Verdict.NOT_THE_SAME, by=by, at=at)
    record_both(session, first, second, "not_the_same", reason=None, by=by, at=at)
    return candidate


def decide(session, one: Person, other: Person, verdict: Verdict, *, by, at) -> DuplicateCandidate:
    """The verdict about these two, in every pair of rows that they are; open again without a decision."""
    groups = [persons.group_ids(session, person.id) for person in (one, other)]
    candidates = duplicates.between(session, *groups) or [new_candidate(session, one, other, at)]
    is_open = verdict is Verdict.OPEN
    for candidate in candidates:
        candidate.verdict = verdict
        candidate.decided_at = None if is_open else at
        candidate.decided_by_id = None if is_open or by is None else by.id
    return candidates[0]


def new_candidate(session, one: Person, other: Person, at) -> DuplicateCandidate:
    first_id, second_id = sorted((one.id, other.id))
    candidate = DuplicateCandidate(first_id=first_id, second_id=second_id, agree_in=[], found_at=at)
    session.add(candidate)
    return candidate


def record_both(session, keep, absorb, what, *, reason, by, at):
    """In the history of both; each entry names the other record."""
    for person, other in ((keep, absorb), (absorb, keep)):
        history.record(session, person, what, to_state=str(other.id), reason=reason, by=by, at=at)


def hold_in_order(session, *people: Person):
    """Held by id, so that two who merge crosswise wait for each other instead of blocking each other."""
    for person in sorted(people, key=lambda one: one.id):
        hold(session, person)
        session.refresh(person, ["merged_into_id"])
