"""Secrets to promise and lists to close, when the clock says so."""

from contextlib import suppress

from ....database import transaction
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
    """Promise and close what is due, each cohort in a transaction of its own."""
    with transaction(writes=False) as session:
        to_promise, to_close = queries.without_promise(session), freezable(session, at=now())
    for act, cohort_ids in ((promise, to_promise), (by_the_clock, to_close)):
        for cohort_id in cohort_ids:
            if stop():
                return
            with transaction() as session:
                act(session, cohort_id, at=now())


def by_the_clock(session, cohort_id, *, at):
    """Close a list, unless somebody was faster or it is not due any more."""
    with suppress(NotDrawn, StillOpen):
        freeze(session, cohort_id, by=None, at=at)
