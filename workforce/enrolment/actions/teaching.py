"""Whoever sits in a lesson cannot teach another at the same time."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, or_, select

from ...catalogue.models import Session
from ...people.models import Person
from ...people.queries.persons import in_group
from ...scheduling.actions.clashes import Clash
from ...scheduling.queries.engagements import sittings
from ...scheduling.rules.days import Busy, overlapping
from ..models import Enrolment, Guest, State


class LearnsThen(Clash):
    message = _("%(name)s takes part in “%(other)s” at the same time, on %(when)s. Choose somebody else.")


def refuse(session, person_id: int, new: list[Busy]):
    """Raises LearnsThen: a seat of their own, or one to make something up."""
    own = select(Enrolment.id, Enrolment.cohort_id).join(Person, Person.id == Enrolment.person_id)
    own = own.where(in_group(Person, person_id), Enrolment.state == State.CONFIRMED)
    seats = session.execute(own).all()
    if not seats:
        return
    visits = select(Guest.session_id).where(
        Guest.enrolment_id.in_([seat.id for seat in seats]), Guest.ended_at.is_(None)
    )
    there = or_(Session.cohort_id.in_([seat.cohort_id for seat in seats]), Session.id.in_(visits))
    span = and_(Session.starts_at < new[-1].ends_at, Session.ends_at > new[0].begins_at)
    learns = [Busy(*row) for row in session.execute(sittings().where(there, span))]
    for one in new:
        if other := overlapping(one, learns):
            raise LearnsThen(session.get_one(Person, person_id).name, other)
