"""Whether people can still finish, as it was last computed, and of whom it must be computed anew."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import or_, select

from ... import clock
from ...catalogue.models import Cohort, CohortState
from ...enrolment.models import Enrolment, State
from ..models import Outlook

HOUR = time(3, 40)  # at the centre: after retention and audit, before people get up
FOLLOWED = timedelta(days=560)
"""So long after its first day somebody may still finish: the longest extension, and a little more."""


def night(at: datetime) -> datetime:
    """The last instant at which every outlook was to be computed anew."""
    day = clock.today(at - timedelta(hours=HOUR.hour, minutes=HOUR.minute))
    return clock.instant(day, HOUR)


def running(at):
    begun = (Cohort.starts_at <= at) & (Cohort.starts_at > at - FOLLOWED)
    return (Cohort.state == CohortState.PUBLISHED) & begun & (Enrolment.state == State.CONFIRMED)


def stale(at):
    return or_(Outlook.id.is_(None), Outlook.at < night(at))


def due(session, *, at) -> list[int]:
    """The ids of the cohorts with somebody whose outlook is older than the last night."""
    query = select(Cohort.id).join(Enrolment, Enrolment.cohort_id == Cohort.id)
    query = query.outerjoin(Outlook, Outlook.enrolment_id == Enrolment.id).where(running(at), stale(at))
    return list(session.scalars(query.distinct().order_by(Cohort.id)))


def stale_in(session, cohort_id, *, at) -> list[int]:
    """The ids of those enrolments of this cohort."""
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    query = query.outerjoin(Outlook, Outlook.enrolment_id == Enrolment.id)
    query = query.where(Enrolment.cohort_id == cohort_id, running(at), stale(at))
    return list(session.scalars(query.order_by(Enrolment.id)))


def of(session, enrolment_ids: Iterable[int]) -> dict[int, Outlook]:
    query = select(Outlook).where(Outlook.enrolment_id.in_(list(enrolment_ids)))
    return {one.enrolment_id: one for one in session.scalars(query)}
