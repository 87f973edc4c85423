"""Managers name who gives points: two for everybody, and one for a single applicant where somebody is missing."""

from ... import history, policies
from ..models import Assessor
from ..queries import accounts, assessments
from ..rules.differences import SCREENING_DIFFERENCE
from .holding import held, is_assessed, note
from .refusals import (
    AppliedThemselves,
    CannotAssess,
    NamesHidden,
    NoSuchSheet,
    NotMissing,
    SamePerson,
    SheetClosed,
    TwoAlready,
)

TWO = 2


def name(session, cohort_id, *, account_id, by, at) -> Assessor:
    """Somebody who gives points to everybody. Raises NotAssessed, TwoAlready, CannotAssess, SamePerson,
    AppliedThemselves.
    """
    held(session, cohort_id)
    named = [one for one in assessments.assessors(session, cohort_id) if one.candidate_id is None]
    if len(named) >= TWO:
        raise TwoAlready
    return add(session, cohort_id, account_id=account_id, by=by, at=at)


def name_for_one(session, cohort_id, *, number, account_id, by, at) -> Assessor:
    """Somebody for one applicant only: instead of one who knows them, or as the third after a large difference.

    Raises NotAssessed, NotMissing, CannotAssess, SamePerson, AppliedThemselves.
    """
    held(session, cohort_id)
    found = assessments.assessment(session, cohort_id)
    threshold = policies.current(session, SCREENING_DIFFERENCE, at=at)
    candidate = next((one for one in found.here if one.number == number), None)
    if candidate is None or not (candidate in found.lacking() or found.must_talk(candidate, threshold)):
        raise NotMissing
    return add(session, cohort_id, account_id=account_id, candidate=candidate, by=by, at=at)


def add(session, cohort_id, *, account_id, candidate=None, by, at) -> Assessor:
    refuse_unfit(session, cohort_id, account_id, candidate)
    assessor = Assessor(
        cohort_id=cohort_id,
        account_id=account_id,
        candidate_id=candidate and candidate.id,
        named_at=at,
        named_by_id=by.id if by else None,
    )
    session.add(assessor)
    session.flush()
    changes = [history.Change("number", None, candidate.number)] if candidate else []
    note(session, cohort_id, "assessor_named", by=by, at=at, changes=changes)
    return assessor


def refuse_unfit(session, cohort_id, account_id, candidate):
    if not accounts.is_choosable(session, account_id):
        raise CannotAssess
    person_id = accounts.person_of(session, account_id)
    rows = assessments.assessors(session, cohort_id)
    busy = [one for one in rows if candidate is None or one.candidate_id in (None, candidate.id)]
    if person_id in {accounts.person_of(session, one.account_id) for one in busy}:
        raise SamePerson
    if accounts.has_applied(session, cohort_id, person_id):
        raise AppliedThemselves


def end(session, cohort_id, *, assessor_id, reason, by, at):
    """Name somebody no more; what they gave does not count, and whoever comes after begins anew.

    A closed sheet stays: its points are given. Raises NotAssessed, NoSuchSheet, SheetClosed.
    """
    held(session, cohort_id)
    named = {one.id: one for one in assessments.assessors(session, cohort_id)}
    if assessor_id not in named:
        raise NoSuchSheet
    if named[assessor_id].closed_at:
        raise SheetClosed
    named[assessor_id].ended_at = at
    note(session, cohort_id, "assessor_ended", by=by, at=at, reason=reason or None)


def refuse_names(session, cohort, account):
    """Who gives points, under whichever of their accounts, reads no names before it is decided. Raises NamesHidden."""
    if is_assessed(cohort) and accounts.person_of(session, account.id) in accounts.people_who_assess(
        session, cohort.id
    ):
        raise NamesHidden
