"""What must be true of tables: everybody sits on a chair that is there, and what was noted goes with the course."""

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select

from ...enrolment.models import Enrolment
from ...seating.models import SeatingFact, SeatingPair, SeatingPlace, SeatingPlan
from ..registry import check


@check(_("Nobody sits on a chair that is not there."))
def seats_at_no_table(session, _at):
    gone = or_(SeatingPlace.table_number > SeatingPlan.tables, SeatingPlace.chair > SeatingPlan.chairs)
    gone = or_(gone, SeatingPlace.table_number < 1, SeatingPlace.chair < 1)
    query = select(SeatingPlace.id).join(SeatingPlan, SeatingPlan.id == SeatingPlace.plan_id)
    return session.scalars(query.where(gone).order_by(SeatingPlace.id))


@check(_("What was noted of people for the tables is deleted when their course is over."))
def seating_notes_kept_too_long(session, _at):
    facts = select(SeatingFact.enrolment_id).join(Enrolment, Enrolment.id == SeatingFact.enrolment_id)
    pairs = select(SeatingPair.first_id).join(
        Enrolment, or_(Enrolment.id == SeatingPair.first_id, Enrolment.id == SeatingPair.second_id)
    )
    found = (session.scalars(query.where(Enrolment.trimmed > 0)) for query in (facts, pairs))
    return sorted({one for each in found for one in each})
