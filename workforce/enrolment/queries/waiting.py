"""Waiting lists of courses that have begun."""

from datetime import datetime

from sqlalchemy import exists, select

from ... import policies
from ...catalogue.models import Cohort, CohortState
from ..models import Enrolment, State
from ..rules.waiting_ends import WAITING_ENDS


def in_vain(session, *, at: datetime, since: datetime | None = None) -> list[int]:
    """The ids of the cohorts in which somebody still waits although it is too late to join; with `since`, of those
    alone in which they have been waiting from then on.
    """
    query = began_before(policies.current(session, WAITING_ENDS, at=at).began_before(at), since)
    return list(session.scalars(query.order_by(Cohort.id)))


def began_before(moment: datetime, since: datetime | None = None):
    somebody = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.state == State.WAITLISTED)
    if since is not None:
        somebody = somebody.where(Enrolment.changed_at <= since)
    return select(Cohort.id).where(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at <= moment, somebody)
