"""The decisions people take about courses and cohorts. What the clock decides is in `stages`."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from ..models import CohortState, CourseState

COURSE_MOVES = {
    ("publish", CourseState.DRAFT): CourseState.PUBLISHED,
    ("withdraw", CourseState.PUBLISHED): CourseState.DRAFT,
    ("cancel", CourseState.DRAFT): CourseState.CANCELLED,
    ("cancel", CourseState.PUBLISHED): CourseState.CANCELLED,
}

COHORT_MOVES = {
    ("publish", CohortState.DRAFT): CohortState.PUBLISHED,
    ("cancel", CohortState.DRAFT): CohortState.CANCELLED,
    ("cancel", CohortState.PUBLISHED): CohortState.CANCELLED,
}


class NotNow(Refused):
    message = _("Somebody has changed this in the meantime. Look at what it says now before you go on.")


def after(moves, move, state):
    """The state after `move`. Raises NotNow where the table has no such move."""
    if (move, state) not in moves:
        raise NotNow
    return moves[move, state]


def moves_from(moves, state) -> list[str]:
    return [move for move, origin in moves if origin == state]
