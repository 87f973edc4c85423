"""Cohorts whose applicants are decided at once, and what is due in them."""

from sqlalchemy import select

from ...catalogue.models import Cohort, CohortState, Selection
from ..models import State
from ..rules import bands as rules
from ..rules.bands import Seat
from . import bands, draws, seats


def undecided(session, *, at, selections=tuple(Selection)) -> list[int]:
    """The ids of the cohorts that are closed at `at` and whose applicants are still to be decided."""
    query = select(Cohort.id).where(
        Cohort.state == CohortState.PUBLISHED,
        Cohort.selection.in_(set(selections) - {Selection.FIRST_COME}),
        Cohort.decided_at.is_(None),
        Cohort.closes_at <= at,
    )
    return list(session.scalars(query.order_by(Cohort.id)))


def without_draw(session, *, at) -> list[int]:
    """Those of them that are drawn only if too many apply, where everybody can have a seat."""
    closed = undecided(session, at=at, selections=[Selection.LOTTERY_IF_OVER])
    return [one for one in closed if everybody_with_a_seat(session, one, at=at) is not None]


def everybody_with_a_seat(session, cohort_id: int, *, at) -> list[tuple[int, Seat]] | None:
    """(enrolment id, seat) of all who applied, if enrolment has closed, the cohort is drawn only if too many apply, and
    not too many did. None otherwise, and once the list for a draw is closed.
    """
    [cohort] = session.execute(
        select(Cohort.selection, Cohort.decided_at, Cohort.state, Cohort.closes_at).where(Cohort.id == cohort_id)
    )
    is_due = cohort.state is CohortState.PUBLISHED and cohort.decided_at is None and cohort.closes_at <= at
    if cohort.selection is not Selection.LOTTERY_IF_OVER or not is_due or draws.is_frozen(session, cohort_id):
        return None
    return if_all_fit(session, cohort_id)


def if_all_fit(session, cohort_id: int) -> list[tuple[int, Seat]] | None:
    """(enrolment id, seat) of everybody who has applied so far, in the order they came; None if they are too many."""
    counted = seats.seats_of(session, cohort_id)
    every = bands.bands_of(session, cohort_id) if counted.has_bands else []
    applied = bands.queue(session, cohort_id, State.APPLIED)
    return rules.shared_out(counted.capacity - counted.taken, every, applied)
