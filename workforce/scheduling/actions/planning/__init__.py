"""Making a plan true: all of it or nothing.

The order matters, because every rule looks at what stands: first whoever and whatever changes is freed, then sessions
get their times and rooms, then people go, then others come, and at last everybody is engaged for what they have. So an
exchange does not clash with itself halfway.
"""

from sqlalchemy import delete, or_, select

from ....catalogue.models import Cohort, Session, SessionPart
from ....database import hold
from ...models import Engagement
from ...queries.planning import Wanted, filled
from ...rules.planning.changes import Changed, changed
from ...rules.planning.instance import Plan
from .people import People
from .refusals import PlanRefused, StandsOtherwise
from .rooms import Rooms
from .to_be import differing, refuse_newly_broken, to_be


def apply(session, wanted: Wanted, before: Plan, after: Plan, *, by, at) -> Changed:
    """What differs between the plans is changed in this transaction, through the actions that staff use as well.

    `before`: the plan as it stood when `after` was made (`Filled.now`). Parts, sessions and posts in which the two
    agree are left alone. Where `after` stands already, nothing changes. Raises StandsOtherwise, PlanRefused; the
    transaction is to be given up then.
    """
    with session.begin_nested():
        hold_cohorts(session, before, after)
        found = filled(session, wanted, at=at)
        target = to_be(found, before, after)
        difference = changed(found.instance, found.now, target)
        if difference.count:
            run(session, found, target, difference, by=by, at=at)
            refuse_newly_broken(found, target)
        return difference


def hold_cohorts(session, before: Plan, after: Plan):
    """Those of which anything is to change, in the order of their ids: whoever applies the same waits here."""
    parts = {one.part for one in before.teaching ^ after.teaching}
    sessions = differing(before.rooms, after.rooms) | differing(before.begins, after.begins)
    own = select(SessionPart.session_id).where(SessionPart.id.in_(parts))
    query = select(Cohort).join(Session, Session.cohort_id == Cohort.id)
    query = query.where(or_(Session.id.in_(sessions), Session.id.in_(own))).distinct().order_by(Cohort.id)
    for cohort in session.scalars(query).all():
        hold(session, cohort)


def run(session, found, target: Plan, difference: Changed, *, by, at):
    rooms, people = Rooms(session, found, target, by, at), People(session, found, target, by, at)
    placed = difference.rooms | difference.moved
    gone, come = found.now.teaching - target.teaching, target.teaching - found.now.teaching
    touched = difference.moved | {people.of_part(one) for one in gone | come}
    beside = rooms.beside(placed)
    rooms.hold_all(placed | beside)
    concerned = people.hold_all(touched, come)
    with people.refusing(touched):
        session.execute(delete(Engagement).where(Engagement.session_id.in_(touched)))
    rooms.give(placed, beside)
    people.exchange(gone, come)
    for person_id in concerned:
        people.engage(person_id, touched)


__all__ = ["PlanRefused", "StandsOtherwise", "apply"]
