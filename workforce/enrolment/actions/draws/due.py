"""Secrets to promise and lists to close, when the clock says so."""

from contextlib import suppress

from ....database import each_alone
from ...queries import draws as queries
from ..draw_refusals import NotDrawn, StillOpen
from .lists import freeze, is_over
from .promises import promise


def is_due(session, *, at) -> bool:
    return bool(queries.without_promise(session) or freezable(session, at=at))


def freezable(session, *, at) -> list[int]:
    """The ids of the cohorts whose list is to be closed."""
    closed = queries.to_freeze(session, at=at)
    return [one for one in closed if is_over(session, one, at=at)]


def settle_all(now, *, stop=lambda: False):
    """Promise and close what is due."""
    each_alone(lambda session, at: queries.without_promise(session), promise, now, stop=stop)
    each_alone(freezable, by_the_clock, now, stop=stop)


def by_the_clock(session, cohort_id, *, at):
    """Close a list, unless somebody was faster or it is not due any more."""
    with suppress(NotDrawn, StillOpen):
        freeze(session, cohort_id, by=None, at=at)
