"""The lessons that somebody teaches, today's first, and the rolls that still wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from ... import clock
from ...catalogue.models import Cohort, CohortState, Session
from ...scheduling.queries import assignments
from ..models import RollCall
from .rolls import Sitting, sittings

BACK, AHEAD = timedelta(days=60), timedelta(days=60)


@dataclass(frozen=True)
class Lessons:
    """`waiting`: over, and their roll is not closed."""

    today: list[Sitting]
    waiting: list[Sitting]
    coming: list[Sitting]

    @property
    def offline(self) -> list[Sitting]:
        """Those whose roll a device keeps beforehand: today's, and those of the next day that has any."""
        days = sorted({clock.today(one.starts_at) for one in self.coming})[:1]
        return [*self.today, *(one for one in self.coming if clock.today(one.starts_at) in days)]


def of_person(session, person_id, *, at: datetime) -> Lessons:
    """What this person teaches."""
    ids = assignments.sessions_of(session, person_id, begins=at - BACK, ends=at + AHEAD)
    return sorted_out(sittings(session, Session.id.in_(ids)) if ids else [], at)


def of_everybody(session, *, at: datetime) -> Lessons:
    """All lessons from a week ago to a week ahead, for those who may take every roll."""
    week = timedelta(days=7)
    unclosed = or_(RollCall.id.is_(None), RollCall.closed_at.is_(None))
    near = (Session.starts_at >= at - week) & (Session.starts_at < at + week)
    waiting = (Session.ends_at < at) & (Session.ends_at >= at - BACK) & unclosed
    return sorted_out(sittings(session, Cohort.state == CohortState.PUBLISHED, or_(near, waiting)), at)


def sorted_out(found: list[Sitting], at: datetime) -> Lessons:
    today = clock.today(at)
    takes_place = [one for one in found if not (one.cancelled_at and one.cancelled_at <= one.starts_at)]
    return Lessons(
        today=[one for one in takes_place if clock.today(one.starts_at) == today],
        waiting=[one for one in takes_place if clock.today(one.starts_at) < today and not one.is_closed],
        coming=[one for one in takes_place if clock.today(one.starts_at) > today],
    )


def of_cohort(session, cohort_id) -> list[Sitting]:
    return sittings(session, Session.cohort_id == cohort_id)


def rolls_waiting(session, *, at: datetime) -> list[Sitting]:
    """Over since yesterday or longer, and their roll is not closed; for staff."""
    unclosed = select(RollCall.session_id).where(RollCall.closed_at.is_not(None))
    over = (Session.ends_at < at - timedelta(days=1)) & (Session.ends_at >= at - BACK)
    return sittings(session, Cohort.state == CohortState.PUBLISHED, over, Session.id.not_in(unclosed))
