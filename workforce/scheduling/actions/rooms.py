"""Rooms as staff keep them: what they are like, when they are shut, what else has them, and how they look."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from ... import clock, history, no_overlap, policies
from ...catalogue.actions.changing import hold_as_seen, readable
from ...catalogue.actions.telling import renumber
from ...catalogue.models import Cohort, Place, Session
from ...catalogue.rules.files import File
from ...database import hold
from ...refusals import Refused
from ..models import Closure, Layout, Room, RoomBooking, RoomHours, RoomLayout, RoomPhoto
from ..queries import rooms as queries
from ..queries import shut
from ..rules.grid import Grid, outside_hours
from ..rules.minutes import ROOM_MINUTES
from ..rules.pictures import size_of
from ..rules.refusals import RoomRefused, RoomTaken, when
from ..rules.spans import Span

FIELDS = ("name", "kana", "way", "step_free", "access", "fixtures", "setup_minutes", "clearing_minutes", "in_use")
NAMED = 6
Hours = Mapping[int, tuple[time, time]]


class NameTaken(Refused):
    message = _("This place has a room of that name already. Write what stands on the door of this one.")
    field = "name"


class StillBooked(RoomRefused):
    """Raised with `bookings`, in order of time."""

    field = "anyway"
    can_be_confirmed = True

    def text(self):
        return gettext(
            "Booked on these days: %(bookings)s. Move them first, or tick the box below.",
            bookings=first_of(self.values["bookings"]),
        )


class HoursBooked(StillBooked):
    def text(self):
        return gettext(
            "Booked outside these hours, with setting up and clearing: %(bookings)s."
            " Move them first, or tick the box at the end.",
            bookings=first_of(self.values["bookings"]),
        )


def first_of(bookings) -> str:
    """The first NAMED of them in words, and how many more."""
    said = str(_(", ")).join(f"{one.code or one.purpose} ({when(one)})" for one in bookings[:NAMED])
    more = len(bookings) - NAMED
    return ngettext("%(first)s and %(num)s more", "%(first)s and %(num)s more", more, first=said) if more > 0 else said


class DaysBackwards(Refused):
    message = _("The last day must not be before the first. Correct one of the two.")
    field = "last_day"


class TimesBackwards(Refused):
    message = _("It must end after it begins. Correct one of the two times.")
    field = "ends"


def create_room(session, place: Place, *, layouts: Mapping[Layout, int], hours: Hours, by, at, **values) -> Room:
    """`values`: any of FIELDS. `layouts`: seats by layout; `hours`: {weekday: (opens, closes)}. Raises NameTaken."""
    room = Room(place_id=place.id, changed_at=at, **{"way": {}, "access": [], "fixtures": []} | values)
    room.layouts, room.hours = [RoomLayout(layout=one, seats=seats) for one, seats in layouts.items()], []
    room.hours = [opened(weekday, times) for weekday, times in hours.items()]
    try:
        with session.begin_nested():
            session.add(room)
    except IntegrityError:
        raise NameTaken from None
    history.record(session, room, "created", by=by, at=at)
    return room


def opened(weekday, times) -> RoomHours:
    return RoomHours(weekday=weekday, opens=times[0], closes=times[1])


def edit_room(
    session, room: Room, *, layouts: Mapping[Layout, int], hours: Hours, seen=None, anyway=False, by, at, **values
):
    """What is booked already stays as it is. `anyway`: also what the new hours leave outside; the first page of staff
    lists it. Raises ChangedMeanwhile, NameTaken, HoursBooked.
    """
    hold_as_seen(session, room, seen)
    before, outside = facts(room), set() if anyway else set(out_of_hours(session, room, at))
    for name in FIELDS:
        setattr(room, name, values.get(name, getattr(room, name)))
    if {one.layout: one.seats for one in room.layouts} != layouts:
        room.layouts.clear()
        session.flush()
        room.layouts.extend(RoomLayout(layout=one, seats=seats) for one, seats in layouts.items())
    if {one.weekday: (one.opens, one.closes) for one in room.hours} != hours:
        room.hours.clear()
        session.flush()
        room.hours.extend(opened(weekday, times) for weekday, times in hours.items())
        hit = [] if anyway else [one for one in out_of_hours(session, room, at) if one not in outside]
        if hit:
            raise HoursBooked(bookings=hit)
    after = facts(room)
    changes = [history.Change(name, before[name], after[name]) for name in before if before[name] != after[name]]
    if not changes:
        return
    room.changed_at = at
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError:
        raise NameTaken from None
    if before["name"] != after["name"]:
        rename(session, room, at=at)
    history.record(session, room, "edited", changes=changes, by=by, at=at)


def out_of_hours(session, room, at) -> list[queries.Taken]:
    """What is booked from now on, and the room is not open then."""
    ahead = queries.taken(session, [room.id], Span(at, datetime.max.replace(tzinfo=UTC)))
    return [one for one in ahead if one.begins_at >= at and outside_hours(room, Span(one.begins_at, one.ends_at))]


def rename(session, room, *, at):
    """What is to come is read by the new name. Nobody need be told: the room is the same."""
    ahead = select(RoomBooking.session_id).where(RoomBooking.room_id == room.id, RoomBooking.ends_at > at)
    sittings = Session.id.in_(ahead)
    renumber(session, Cohort.id.in_(select(Session.cohort_id).where(sittings)), at=at)
    session.execute(update(Session).where(sittings).values(room=room.name))


def facts(room) -> dict:
    """For history, in no language."""
    layouts = " ".join(f"{one.layout}:{one.seats}" for one in room.layouts)
    hours = " ".join(f"{one.weekday}:{one.opens:%H:%M}-{one.closes:%H:%M}" for one in room.hours)
    return {name: readable(getattr(room, name)) for name in FIELDS} | {"layouts": layouts, "hours": hours}


# --- shut days -------------------------------------------------------------------------------------------------------


def close(
    session, place: Place, *, room: Room | None, first_day: date, last_day: date, reason: str, anyway=False, by, at
) -> Closure:
    """The room, or with None the whole place, is shut on these days. `anyway`: what is booked then loses its room.

    Sessions there without a room stay, and the first page of staff lists them. Raises DaysBackwards, StillBooked.
    """
    if last_day < first_day:
        raise DaysBackwards
    hold(session, room or place)
    first, last = clock.instant(first_day, time()), clock.instant(last_day, time(23, 59))
    bookings = queries.in_closed_rooms(session, place.id, room.id if room else None, first, last)
    roomless = [] if room else shut.without_room(session, place.id, Span(first, last + timedelta(minutes=1)))
    if (bookings or roomless) and not anyway:
        raise StillBooked(bookings=sorted([*bookings, *roomless], key=lambda one: one.begins_at))
    lose(session, bookings)
    closure = Closure(place_id=place.id, room_id=room.id if room else None, first_day=first_day, last_day=last_day)
    closure.reason, closure.by_id, closure.at = reason, by.id if by else None, at
    session.add(closure)
    note(session, room or place, "closed", None, days(closure), reason, by=by, at=at)
    return closure


def lose(session, bookings):
    """Sessions without a room are found on the first page of staff."""
    names = {room.id: room.name for room in queries.rooms_by_id(session, {one.room_id for one in bookings})}
    for one in bookings:
        named = Session.id == one.session_id, Session.room == names[one.room_id]
        session.execute(update(Session).where(*named).values(room=""))
    session.execute(delete(RoomBooking).where(RoomBooking.id.in_([one.id for one in bookings])))


def open_again(session, closure: Closure, *, by, at):
    """These days are not shut after all."""
    of = closure.room or session.get(Place, closure.place_id)
    session.delete(closure)
    note(session, of, "opened_again", days(closure), None, closure.reason, by=by, at=at)


def days(closure) -> str:
    return f"{closure.first_day} - {closure.last_day}"


def note(session, of, what, old, new, reason, *, by, at):
    history.record(session, of, what, by=by, at=at, reason=reason, changes=[history.Change("days", old, new)])


# --- other uses ------------------------------------------------------------------------------------------------------


def reserve(session, room: Room, *, begins_at: datetime, ends_at: datetime, purpose: str, by, at) -> RoomBooking:
    """The room is taken for something that is no session. Raises TimesBackwards, RoomShut, OutsideHours, RoomTaken."""
    if ends_at <= begins_at:
        raise TimesBackwards
    hold(session, room)
    [room] = queries.rooms_by_id(session, [room.id])
    span = Span(begins_at, ends_at)
    closed = queries.closures(session, room.place_id, clock.today(begins_at), clock.today(ends_at))
    taken = queries.taken(session, [room.id], span)
    grid = Grid([room], closed, taken, policies.current(session, ROOM_MINUTES, at=at))
    if refusal := grid.obstacle(room, span):
        refusal.field = "starts"
        raise refusal
    booking = RoomBooking(room_id=room.id, begins_at=begins_at, ends_at=ends_at, purpose=purpose)
    booking.by_id, booking.at = by.id if by else None, at
    with no_overlap.refusing(session, RoomBooking, lambda: met(session, room, span)):
        session.add(booking)
    history.record(session, room, "reserved", by=by, at=at, changes=[history.Change("time", None, said(booking))])
    return booking


def met(session, room, span):
    return RoomTaken(room=room.name, taken=queries.taken(session, [room.id], span)[0])


def give_back(session, booking: RoomBooking, room: Room, *, by, at):
    """What is reserved for something else is free again."""
    session.delete(booking)
    history.record(session, room, "given_back", by=by, at=at, changes=[history.Change("time", said(booking), None)])


def said(booking) -> str:
    begins, ends = clock.local(booking.begins_at), clock.local(booking.ends_at)
    return f"{begins:%Y-%m-%d %H:%M}-{ends:%H:%M} {booking.purpose}"


# --- pictures --------------------------------------------------------------------------------------------------------


def show_photo(session, room: Room, file: File, *, by, at):
    """In place of the one that was there. Raises NoPicture."""
    width, height = size_of(file)
    hold(session, room)
    photo = session.scalar(select(RoomPhoto).where(RoomPhoto.room_id == room.id))
    if photo is None:
        photo = RoomPhoto(room_id=room.id)
        session.add(photo)
    photo.file_kind, photo.body, photo.sha256 = file.kind, file.body, file.sha256
    photo.width, photo.height = width, height
    history.record(session, room, "photo_shown", by=by, at=at)


def remove_photo(session, room: Room, *, by, at):
    hold(session, room)
    if photo := session.scalar(select(RoomPhoto).where(RoomPhoto.room_id == room.id)):
        session.delete(photo)
        history.record(session, room, "photo_removed", by=by, at=at)
