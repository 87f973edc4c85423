"""Beds, wheelchairs and bath sets: how many a place has, and how many of them are with which session.

They are counted while the row of the equipment is held: nobody else counts the same beds meanwhile.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from ... import clock, history, policies
from ...catalogue.models import Cohort, Place, Session
from ...database import hold
from ..models import Equipment, EquipmentBooking, EquipmentKind, RoomBooking
from ..queries import equipment as queries
from ..rules.minutes import ROOM_MINUTES
from ..rules.refusals import EquipmentShort, FewerThanBooked, NoEquipmentOnline
from ..rules.spans import Span, most_at_once, spans
from ..rules.words import EQUIPMENT


def stock(session, place: Place, quantities: Mapping[EquipmentKind, int], *, by, at):
    """The place has so many of each kind. Raises FewerThanBooked for what will still be needed."""
    hold(session, place)
    there = {one.kind: one for one in queries.of_place(session, place.id)}
    changes = []
    for kind, quantity in quantities.items():
        had = there[kind].quantity if kind in there else 0
        if quantity == had:
            continue
        changes.append(history.Change(f"equipment.{kind}", had, quantity))
        if kind not in there:
            session.add(Equipment(place_id=place.id, kind=kind, quantity=quantity))
        else:
            lower(session, there[kind], quantity, at=at)
    if changes:
        history.record(session, place, "equipment_counted", changes=changes, by=by, at=at)


def lower(session, equipment, quantity, *, at):
    hold(session, equipment)
    ahead = [one for one in queries.used(session, [equipment.id]) if one.ends_at > at]
    for one in ahead:
        if most_at_once([(other.span, other.quantity) for other in ahead], one.span) > quantity:
            users = [other for other in ahead if other.span.meets(one)]
            raise FewerThanBooked(kind=str(EQUIPMENT[equipment.kind]), users=users)
    equipment.quantity = quantity


def book(session, cohort: Cohort, sitting: Session, quantities: Mapping[int, int], *, by, at):
    """So many of each are with this session; `quantities` by id of the equipment, 0 for none.

    The cohort has its sessions loaded. Raises EquipmentShort, NoEquipmentOnline.
    """
    hold(session, cohort)
    if sitting.online and any(quantities.values()):
        raise NoEquipmentOnline
    there = {one.id: one for one in queries.of_place(session, cohort.place_id) if one.id in quantities}
    had = {one.equipment_id: one for one in queries.bookings_of(session, [sitting.id])}
    span, changes = span_of(session, cohort, sitting, at=at), []
    for id in sorted(there):
        before = had[id].quantity if id in had else 0
        if quantities[id] != before:
            changes.append(history.Change(f"equipment.{there[id].kind}", before or None, quantities[id] or None))
            give(session, there[id], sitting, quantities[id], had.get(id), span, by=by, at=at)
    if changes:
        day = history.Change("session", None, f"{clock.local(sitting.starts_at):%Y-%m-%d %H:%M}")
        history.record(session, cohort, "equipment_booked", changes=[day, *changes], by=by, at=at)


def give(session, equipment, sitting, quantity, booking, span, *, by, at):
    if quantity:
        refuse_short(session, equipment, sitting, quantity, span)
    if booking and not quantity:
        session.delete(booking)
    elif booking:
        booking.quantity = quantity
        booking.begins_at, booking.ends_at = span.begins_at, span.ends_at
    else:
        values = {"equipment_id": equipment.id, "session_id": sitting.id, "quantity": quantity}
        by_id = by.id if by else None
        session.add(EquipmentBooking(**values, begins_at=span.begins_at, ends_at=span.ends_at, by_id=by_id, at=at))
    session.flush()


def refuse_short(session, equipment, sitting, quantity, span):
    """Counted inside the lock, with what is there now. Raises EquipmentShort."""
    hold(session, equipment)
    session.refresh(equipment, ["quantity"])
    users = queries.used(session, [equipment.id], span, but=[sitting.id])
    free = equipment.quantity - most_at_once([(one.span, one.quantity) for one in users], span)
    if quantity > free:
        said = {"kind": str(EQUIPMENT[equipment.kind]), "there": equipment.quantity, "free": max(0, free)}
        raise EquipmentShort(**said, users=users)


def span_of(session, cohort, sitting, *, at) -> Span:
    """As long as its room is taken; without a room, with the minutes of the rule, and never into its neighbours."""
    booking = session.scalar(select(RoomBooking).where(RoomBooking.session_id == sitting.id))
    if booking:
        return Span(booking.begins_at, booking.ends_at)
    rule = policies.current(session, ROOM_MINUTES, at=at)
    near = [one for one in cohort.sessions if clock.today(one.starts_at) == clock.today(sitting.starts_at)]
    ordered = sorted({*near, sitting}, key=lambda one: one.starts_at)
    return spans(ordered, rule.setup, rule.clearing)[ordered.index(sitting)]


def follow(session, cohort, sittings, *, by, at):
    """What these sessions have goes with them to their times now; online they need none. Raises EquipmentShort."""
    bookings = queries.bookings_of(session, [one.id for one in sittings])
    if not bookings:
        return
    by_id = {one.id: one for one in sittings}
    there = {one.id: one for one in queries.of_place(session, cohort.place_id)}
    for booking in bookings:
        sitting = by_id[booking.session_id]
        if sitting.online or booking.equipment_id not in there:
            session.delete(booking)
            continue
        span = span_of(session, cohort, sitting, at=at)
        if (booking.begins_at, booking.ends_at) != tuple(span):
            give(session, there[booking.equipment_id], sitting, booking.quantity, booking, span, by=by, at=at)
    session.flush()


def free(session, session_ids: Collection[int]):
    session.execute(delete(EquipmentBooking).where(EquipmentBooking.session_id.in_(session_ids)))


def free_cohort(session, cohort_id, *, at):
    own = select(Session.id).where(Session.cohort_id == cohort_id)
    session.execute(delete(EquipmentBooking).where(EquipmentBooking.session_id.in_(own), EquipmentBooking.ends_at > at))


def place_changed(session, cohort, place_id, *, at):
    """What another place has stays there."""
    own = select(Session.id).where(Session.cohort_id == cohort.id)
    elsewhere = select(Equipment.id).where(Equipment.place_id != place_id) if place_id else select(Equipment.id)
    session.execute(
        delete(EquipmentBooking).where(
            EquipmentBooking.session_id.in_(own),
            EquipmentBooking.equipment_id.in_(elsewhere),
            EquipmentBooking.ends_at > at,
        )
    )
