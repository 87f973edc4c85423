"""How far an assessment is."""

from ...catalogue.models import CohortState
from ..rules.standing import Standing
from .assessments import Assessment


def standing(cohort, found: Assessment, threshold, *, at) -> Standing:
    """`cohort`: with state, decided_at and closes_at."""
    if cohort.decided_at is not None:
        return Standing.DECIDED
    if cohort.state is CohortState.CANCELLED:
        return Standing.CANCELLED
    if found.sheet is None:
        return Standing.WITHOUT_SHEET
    if not found.candidates:
        return Standing.COLLECTING if cohort.closes_at > at else Standing.CLOSED
    return of_marking(found, threshold)


def of_marking(found: Assessment, threshold) -> Standing:
    if len(found.of_all) < 2 or found.lacking():
        return Standing.NAMING
    if not found.is_closed:
        return Standing.MARKING
    return Standing.TALKING if found.talks(threshold) else Standing.READY
