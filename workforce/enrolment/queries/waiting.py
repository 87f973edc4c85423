"""Waiting lists of courses that have begun."""

from datetime import datetime

from sqlalchemy import exists, select

from ... import policies
from ...catalogue.models import Cohort, CohortState
from ..models import Enrolment, State
from ..rules.waiting_ends import WAITING_ENDS


def in_vain(session, *, at: datetime) -> list[int]:
    """The ids of the cohorts in which somebody still waits although it is too late to join."""
    query = began_before(policies.current(session, WAITING_ENDS, at=at).began_before(at))
    return list(session.scalars(query.order_by(Cohort.id)))


def began_before(moment: datetime):
    somebody = exists().where(Enrolment.cohort_id == Cohort.id, Enrolment.state == State.WAITLISTED)
    return select(Cohort.id).where(Cohort.state == CohortState.PUBLISHED, Cohort.starts_at <= moment, somebody)
