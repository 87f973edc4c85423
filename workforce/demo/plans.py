"""A plan that is made and waits for staff: who could teach what nobody teaches yet in the cohorts to come."""

from contextlib import suppress
from datetime import timedelta

from .. import clock
from ..refusals import Refused
from ..scheduling.actions import plans, solving
from ..scheduling.queries import plans as queries
from ..scheduling.rules.plans import FROM_WHAT_STANDS

AHEAD = timedelta(days=21)
COHORTS = 2


def work(session, *, staff, at):
    today = clock.today(at)
    there = [one.id for one in queries.plannable(session, since=today, until=today + AHEAD, at=at)][:COHORTS]
    with suppress(Refused):
        run = plans.ask(
            session,
            cohort_ids=there,
            since=today,
            until=today + AHEAD,
            goals=FROM_WHAT_STANDS,
            by=staff,
            at=at,
        )
        solving.solve_at_once(session, run, at=at)
