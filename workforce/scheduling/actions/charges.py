"""Naming who is in charge of a session that teaches nothing, and taking somebody out again."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...catalogue.models import Cohort, Session
from ...database import hold
from ...refusals import Refused
from ..models import Charge
from ..queries import charges as queries
from .assignments import note


class SessionsMissing(Refused):
    message = _("Choose at least one session.")
    field = "sessions"


def name(session, cohort: Cohort, *, session_ids: Collection[int], person_id: int, by, at) -> int:
    """This person takes the roll of these sessions. Returns how many are new.

    Sessions that are not in the cohort, or teach something, are passed over. Raises SessionsMissing if none is left.
    """
    hold(session, cohort)
    wanted = {one.id for one in queries.sessions(session, cohort.id)} & {*session_ids}
    if not wanted:
        raise SessionsMissing
    there = select(Charge.session_id).where(Charge.session_id.in_(wanted), queries.mine(person_id))
    new = sorted(wanted - set(session.scalars(there)))
    for session_id in new:
        session.add(Charge(session_id=session_id, person_id=person_id, by_id=by.id if by else None, at=at))
    if new:
        note(session, cohort, "teaching_assigned", None, person_id, by=by, at=at)
    return len(new)


def release(session, cohort: Cohort, *, charge_id: int, by, at) -> bool:
    """What is gone already is nothing new."""
    hold(session, cohort)
    query = select(Charge).join(Session, Session.id == Charge.session_id)
    found = session.scalar(query.where(Charge.id == charge_id, Session.cohort_id == cohort.id))
    if found is None:
        return False
    session.delete(found)
    note(session, cohort, "teaching_released", found.person_id, None, by=by, at=at)
    return True
