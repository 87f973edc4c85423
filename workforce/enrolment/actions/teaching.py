"""Whoever sits in a lesson cannot teach another at the same time."""

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, func, or_, select

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


def found(session, people: dict[int, str], new: list[Busy]) -> dict[int, LearnsThen]:
    """The same of many people, {id as they are now: name}; two statements."""
    kept = func.coalesce(Person.merged_into_id, Person.id)
    span = and_(Session.starts_at < max(one.ends_at for one in new), Session.ends_at > new[0].begins_at)
    seats = sittings(kept).join(Enrolment, Enrolment.cohort_id == Session.cohort_id)
    visits = sittings(kept).join(Guest, Guest.session_id == Session.id)
    visits = visits.join(Enrolment, Enrolment.id == Guest.enrolment_id).where(Guest.ended_at.is_(None))
    learns: dict[int, LearnsThen] = {}
    for query in (seats, visits):
        theirs = query.join(Person, Person.id == Enrolment.person_id).where(kept.in_(people), span)
        for *row, person_id in session.execute(theirs.where(Enrolment.state == State.CONFIRMED)):
            if any(overlapping(one, [Busy(*row)]) for one in new):
                learns[person_id] = LearnsThen(people[person_id], Busy(*row))
    return learns
