"""What must be true of rooms and equipment: nothing is with two at once, and what is booked is where its session is."""

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, CohortState, Session
from ...scheduling.models import Equipment, EquipmentBooking, Room, RoomBooking
from ..registry import check


@check(_("No room is with two at once, setting up and clearing included."))
def rooms_booked_twice(session, _at):
    other = aliased(RoomBooking)
    query = select(RoomBooking.id).join(other, other.room_id == RoomBooking.room_id)
    both = other.id < RoomBooking.id, other.begins_at < RoomBooking.ends_at, other.ends_at > RoomBooking.begins_at
    return session.scalars(query.where(*both).distinct().order_by(RoomBooking.id))


@check(_("A session has its room from when it is set up until it is cleared, to the minute."))
def rooms_apart_from_their_session(session, _at):
    rows = session.execute(
        select(
            RoomBooking.id,
            RoomBooking.begins_at,
            RoomBooking.ends_at,
            RoomBooking.setup_minutes,
            RoomBooking.clearing_minutes,
            Session.starts_at,
            Session.ends_at.label("over_at"),
        )
        .join(Session, Session.id == RoomBooking.session_id)
        .order_by(RoomBooking.id)
    )
    return [
        row.id
        for row in rows
        if (minutes(row.begins_at, row.starts_at), minutes(row.over_at, row.ends_at))
        != (row.setup_minutes, row.clearing_minutes)
    ]


def minutes(begins, ends):
    return (ends - begins).total_seconds() / 60


@check(_("No room is kept for an online session, a cancelled cohort, or a cohort at another place."))
def rooms_that_nobody_will_use(session, at):
    query = select(RoomBooking.id).join(Session, Session.id == RoomBooking.session_id)
    query = query.join(Cohort, Cohort.id == Session.cohort_id).join(Room, Room.id == RoomBooking.room_id)
    in_vain = or_(
        Session.online.is_(True),
        Cohort.state == CohortState.CANCELLED,
        Cohort.place_id.is_(None),
        Cohort.place_id != Room.place_id,
    )
    return session.scalars(query.where(RoomBooking.begins_at > at, in_vain).order_by(RoomBooking.id))


@check(_("Never are more beds, wheelchairs or sets with sessions than there are."))
def equipment_beyond_the_quantity(session, _at):
    """Counted anew: at each beginning, what has begun and is not over."""
    one, other = aliased(EquipmentBooking), aliased(EquipmentBooking)
    quantities = {id: quantity for id, quantity in session.execute(select(Equipment.id, Equipment.quantity))}
    query = select(one.id, one.equipment_id, other.quantity).join(
        other,
        (other.equipment_id == one.equipment_id) & (other.begins_at <= one.begins_at) & (other.ends_at > one.begins_at),
    )
    found: dict[tuple, int] = {}
    for id, equipment_id, quantity in session.execute(query.order_by(one.id)):
        found[id, equipment_id] = found.get((id, equipment_id), 0) + quantity
    return list(dict.fromkeys(id for (id, equipment_id), used in found.items() if used > quantities[equipment_id]))


@check(_("Equipment is with a session for all of its time, at the place where it is."))
def equipment_apart_from_its_session(session, _at):
    query = select(EquipmentBooking.id).join(Session, Session.id == EquipmentBooking.session_id)
    apart = or_(EquipmentBooking.begins_at > Session.starts_at, EquipmentBooking.ends_at < Session.ends_at)
    return session.scalars(query.where(apart).order_by(EquipmentBooking.id))
