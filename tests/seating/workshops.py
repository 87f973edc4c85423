"""A session with people of several professions on its roll, for tests of its tables."""

from tests.attendance.lessons import cohort_of, make_lesson
from tests.make import MONDAY
from workforce.seating.actions import plans
from workforce.seating.queries import boards
from workforce.seating.rules.solving import solve
from workforce.seating.rules.tables import Hall

PROFESSIONS = ("care", "nurse", "care", "doctor", "care_manager", "care")


def make_workshop(session, people=6, **given):
    """(session, its enrolments), each of whom said what they do."""
    sitting, enrolments = make_lesson(session, people, **given)
    for n, one in enumerate(enrolments):
        said = {"profession": PROFESSIONS[n % len(PROFESSIONS)], "workplace": f"見本{n % 3}"}
        one.answers = {key: {"value": value, "asked": key} for key, value in said.items()}
    session.flush()
    return sitting, enrolments


def begin(session, sitting, hall=Hall(2, 4, 1), *, by=None):
    return plans.begin(session, board(session, sitting), hall, by=by, at=MONDAY)


def board(session, sitting):
    return boards.board(session, sitting.id)


def seat_everybody(session, sitting, *, by=None):
    """As the proposal would have it; where they sit now."""
    now = board(session, sitting)
    given = {"revision": now.plan.revision, "by": by, "at": MONDAY}
    plans.apply(session, sitting.id, solve(now.task), **given)
    return board(session, sitting).seats


__all__ = ["begin", "board", "cohort_of", "make_workshop", "seat_everybody"]
