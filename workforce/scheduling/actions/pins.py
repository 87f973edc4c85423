"""Pinning somebody to a part, or a room to a session: every plan keeps that until the pin is removed."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from ... import history
from ...catalogue.models import Cohort, Session, SessionPart
from ...database import hold
from ...people.models import Person
from ...people.queries.persons import group_ids
from ...refusals import Refused
from ..models import Duty, PlanPin, Room


class GoneMeanwhile(Refused):
    message = _("This session, person or room is not there any more. Look at the plan again.")


def pin_person(session, *, part_id: int, person_id: int, duty: Duty, instead: int | None = None, by, at) -> PlanPin:
    """They have this duty in every plan from now on. `instead`: whose place they take; that pin goes.

    Raises GoneMeanwhile.
    """
    query = select(Cohort).join(Session, Session.cohort_id == Cohort.id)
    cohort = session.scalar(query.join(SessionPart).where(SessionPart.id == part_id))
    person = session.get(Person, person_id)
    if cohort is None or person is None:
        raise GoneMeanwhile
    hold(session, cohort)
    gone = [*group_ids(session, person.id), *(group_ids(session, instead) if instead else ())]
    session.execute(delete(PlanPin).where(PlanPin.part_id == part_id, PlanPin.person_id.in_(gone)))
    values = {"part_id": part_id, "person_id": person.merged_into_id or person.id, "duty": duty}
    return noted(session, PlanPin(**values), cohort, by=by, at=at)


def pin_room(session, *, session_id: int, room_id: int, by, at) -> PlanPin:
    """Raises GoneMeanwhile."""
    query = select(Cohort).join(Session, Session.cohort_id == Cohort.id)
    cohort = session.scalar(query.where(Session.id == session_id))
    if cohort is None or session.get(Room, room_id) is None:
        raise GoneMeanwhile
    hold(session, cohort)
    session.execute(delete(PlanPin).where(PlanPin.session_id == session_id))
    return noted(session, PlanPin(session_id=session_id, room_id=room_id), cohort, by=by, at=at)


def noted(session, one: PlanPin, cohort: Cohort, *, by, at) -> PlanPin:
    one.by_id, one.at = by.id if by else None, at
    session.add(one)
    changes = [history.Change("teacher", None, one.person_id)] if one.person_id else []
    history.record(session, cohort, "cell_pinned", by=by, at=at, changes=changes)
    return one


def unpin(session, one: PlanPin, *, by, at):
    """Plans may change it again."""
    of_part = select(SessionPart.session_id).where(SessionPart.id == one.part_id).scalar_subquery()
    whose = Session.id == (one.session_id if one.session_id else of_part)
    cohort = session.scalar(select(Cohort).join(Session, Session.cohort_id == Cohort.id).where(whose))
    changes = [history.Change("teacher", one.person_id, None)] if one.person_id else []
    session.delete(one)
    history.record(session, cohort, "cell_unpinned", by=by, at=at, changes=changes)
