"""Cohorts whose seats are drawn by lot, for tests."""

from datetime import timedelta

from tests.enrolment.applying import all_in, apply, somebody
from tests.make import MONDAY, make_account, make_cohort, saved
from workforce.catalogue.models import Band, BandKind, Overflow, Selection
from workforce.enrolment.actions import draws
from workforce.enrolment.models import State

CLOSES = MONDAY + timedelta(days=7)
AFTER = CLOSES + timedelta(hours=1)
HOUR = timedelta(hours=1)


def lottery(session, *, people=5, capacity=2, **given):
    """A cohort that draws, with its promise and `people` who have applied."""
    cohort = make_cohort(session, capacity=capacity, **{"selection": Selection.LOTTERY, **given})
    draws.promise(session, cohort.id, at=MONDAY)
    for n in range(people):
        apply(session, cohort, somebody(n))
    return cohort


def band(session, cohort, seats, *, kind=BandKind.RESIDENTS, overflow=Overflow.RELEASE, position=1):
    row = Band(cohort_id=cohort.id, position=position, kind=kind, seats=seats, overflow=overflow, released_at=None)
    return saved(session, row)


def drawn(session, **given):
    """The same after its draw."""
    cohort = lottery(session, **given)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)
    return cohort


def states(session, cohort):
    return [one.state for one in all_in(session, cohort)]


def count(session, cohort, state):
    return states(session, cohort).count(state)


SEATED = State.CONFIRMED
