"""Who sat where, what was noted for that, and who sat apart or beside whom: for the course alone."""

from sqlalchemy import delete, or_, select

from ...catalogue.models import Session
from ...enrolment.models import Enrolment
from ...seating.models import SeatingFact, SeatingPair, SeatingPlace, SeatingPlan
from .steps import QUIETLY

FIELDS = {"seat_at_table"}
"""In history."""


def trim(session, ids):
    """Of the tables of their own cohorts, the guests' places as well."""
    theirs = select(Enrolment.cohort_id).where(Enrolment.id.in_(ids))
    plans = select(SeatingPlan.id).join(Session, Session.id == SeatingPlan.session_id)
    here = SeatingPlace.plan_id.in_(plans.where(Session.cohort_id.in_(theirs)))
    pairs = or_(SeatingPair.first_id.in_(ids), SeatingPair.second_id.in_(ids))
    session.execute(delete(SeatingPlace).where(here), execution_options=QUIETLY)
    session.execute(delete(SeatingFact).where(SeatingFact.enrolment_id.in_(ids)), execution_options=QUIETLY)
    session.execute(delete(SeatingPair).where(pairs), execution_options=QUIETLY)
