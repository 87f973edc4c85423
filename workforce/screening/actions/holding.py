"""A cohort that is assessed, held and read anew."""

from ... import history
from ...catalogue.models import Cohort, CohortState, Selection
from ...database import hold
from .refusals import NotAssessed


def held(session, cohort_id) -> Cohort:
    """Nobody else begins, names, closes, talks or decides meanwhile. Raises NotAssessed."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    session.refresh(cohort, ["state", "selection", "decided_at", "closes_at", "opens_at", "capacity"])
    if not is_assessed(cohort):
        raise NotAssessed
    return cohort


def is_assessed(cohort) -> bool:
    published = cohort.state is CohortState.PUBLISHED
    return published and cohort.selection is Selection.SCREENING and cohort.decided_at is None


def note(session, cohort_id, what, *, by, at, reason=None, changes=()):
    cohort = session.get_one(Cohort, cohort_id)
    return history.record(session, cohort, what, by=by, at=at, reason=reason, changes=changes)
