"""Operators that nobody leads, and people whose employer enrolled them."""

from datetime import timedelta

from sqlalchemy import and_, exists

from ....catalogue.models import Cohort, CohortState
from ....enrolment.models import ACTIVE, Enrolment, OwnPart
from ....operators.models import Operator
from .lines import Kind, finds, full_name, line

OWN_PART_WITHIN = timedelta(days=14)


@finds(Kind.LEADLESS_OPERATOR)
def leadless_operators(_at):
    lines = line(Operator.id, Operator.id, Operator.name, Operator.created_at)
    return lines.where(Operator.lead_id.is_(None), Operator.ended_at.is_(None))


@finds(Kind.OWN_PART)
def own_parts(at):
    """Whose employer enrolled them, and who has not completed their part although the course begins soon."""
    lines = line(Enrolment.id, Enrolment.receipt, full_name, Cohort.starts_at, Cohort.code)
    joined = lines.select_from(Enrolment).join(Enrolment.person).join(Cohort, Cohort.id == Enrolment.cohort_id)
    missing = exists().where(OwnPart.enrolment_id == Enrolment.id, OwnPart.done_at.is_(None))
    soon = and_(Cohort.starts_at > at, Cohort.starts_at <= at + OWN_PART_WITHIN)
    return joined.where(missing, Enrolment.state.in_(ACTIVE), Cohort.state == CohortState.PUBLISHED, soon)
