"""The other dates of a course, for somebody who cannot have or does not want the one they began with."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from ...catalogue.models import Cohort, Selection
from ...catalogue.queries import listing
from ...catalogue.queries.listing import Listed
from ...catalogue.rules import stages
from ..models import TAKES_SEAT, Enrolment, State
from .guested import most_guests
from .reserved import RESERVED

AT_MOST = 6


@dataclass(frozen=True)
class OtherDate(Listed):
    """A cohort of the same course that is open or will be. `is_collecting`: all who apply are decided later."""

    taken: int = 0
    waiting: int = 0
    is_collecting: bool = False

    @property
    def free(self) -> int:
        """Seats that a newcomer may have: none while somebody waits."""
        return 0 if self.waiting else max(self.capacity - self.taken, 0)

    def is_open(self, at) -> bool:
        return stages.is_open(self, at)


def other_dates(session, cohort, *, at, where=None, at_most=AT_MOST) -> list[OtherDate]:
    """What of the course of `cohort` somebody may still enrol in, the soonest first; one statement.

    `where`: another condition on Cohort than that.
    """
    condition = listing.is_announced_at(at) if where is None else where
    statement = listing.listing(condition, listing.Filters(slug=cohort.course.slug))
    counted: dict[str, Any] = {
        "taken": count(Enrolment.state.in_(TAKES_SEAT)) + RESERVED + most_guests(at),
        "waiting": count(Enrolment.state == State.WAITLISTED),
    }
    counted["is_collecting"] = and_(Cohort.selection != Selection.FIRST_COME, Cohort.decided_at.is_(None))
    columns = (number.label(name) for name, number in counted.items())
    statement = statement.add_columns(*columns).where(Cohort.id != cohort.id).limit(at_most)
    return listing.read(session, statement, OtherDate)


def count(condition):
    return select(func.count()).where(Enrolment.cohort_id == Cohort.id, condition).scalar_subquery()
