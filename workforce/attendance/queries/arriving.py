"""The sessions into which somebody can enter themselves now, and whose enrolments a visitor holds."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from ...catalogue.models import Session
from ...enrolment.models import Enrolment, Guest, State
from ...people.models import Person
from ...people.queries.persons import in_group
from .rolls import Sitting, sittings

IS_GUEST = exists().where(Guest.session_id == Session.id, Guest.enrolment_id == Enrolment.id, Guest.ended_at.is_(None))
IS_MEMBER = and_(Enrolment.cohort_id == Session.cohort_id, Enrolment.state == State.CONFIRMED)


def open_to(session, enrolment_id: int, *, at: datetime, before: timedelta) -> list[Sitting]:
    """Sessions on whose roll this enrolment is, from `before` their beginning until their end."""
    now = (Session.starts_at <= at + before) & (Session.ends_at > at)
    mine = exists().where(Enrolment.id == enrolment_id, or_(IS_MEMBER, IS_GUEST))
    return sittings(session, now, mine)


def receipt_on_roll(session, session_id: int, *, granted: Collection[str], person_id: int | None) -> str | None:
    """The enrolment on this roll that this visitor was let into, or whose person they signed in as."""
    own = Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id)))
    query = select(Enrolment.receipt).join(Session, Session.id == session_id).where(or_(IS_MEMBER, IS_GUEST))
    theirs = or_(Enrolment.receipt.in_(list(granted)), own) if person_id else Enrolment.receipt.in_(list(granted))
    return session.scalar(query.where(theirs).order_by(Enrolment.id).limit(1))
