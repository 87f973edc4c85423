"""Staff keep the rooms of a place: what they are like, who has them, what is shut."""

from datetime import date, time, timedelta

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import rooms as actions
from ..forms.rooms import DAYS, ClosureForm, ReservationForm, RoomForm
from ..models import Layout
from ..queries import equipment
from ..queries import rooms as queries
from ..rules.minutes import ROOM_MINUTES
from ..rules.spans import Span
from ..rules.words import EQUIPMENT
from . import views, words
from .loading import load_place, load_room

USUAL = {f"opens_{n}": time(9) for n in DAYS} | {f"closes_{n}": time(21, 30) for n in DAYS}
SHOWN = timedelta(days=28)


@views.get("/staff/places/<int:place_id>/rooms")
@requires(Permission.CATALOGUE_READ)
def rooms(place_id):
    place, at = load_place(place_id), clock.now()
    return render(
        "scheduling/rooms.html",
        rule=policies.current(db.session, ROOM_MINUTES, at=at),
        place=place,
        rooms=queries.rooms_of(db.session, place.id, all=True),
        closures=queries.closures_ahead(db.session, place.id, clock.today(at)),
        stock=[(EQUIPMENT[one.kind], one.quantity) for one in equipment.of_place(db.session, place.id) if one.quantity],
        words=words,
    )


@views.route("/staff/places/<int:place_id>/rooms/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_room(place_id):
    place, form = load_place(place_id), RoomForm(data=USUAL)
    given = {"by": current_user, "at": clock.now()}
    if form.done(lambda: actions.create_room(db.session, place, **form.values(), **given)):
        flash(_("Saved. Sessions at this place can have the room now."))
        return redirect(url_for(".room", place_id=place.id, room_id=form.result.id), 303)
    return render("scheduling/room_form.html", form=form, place=place, room=None, layouts=list(Layout), days=DAYS)


@views.route("/staff/places/<int:place_id>/rooms/<int:room_id>/edit", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_room(place_id, room_id):
    room = load_room(place_id, room_id)
    form = RoomForm(data=RoomForm.beginning(room))
    given = {"seen": form.seen.data, "anyway": form.anyway.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: actions.edit_room(db.session, room, **form.values(), **given)):
        flash(_("Saved."))
        return redirect(url_for(".room", place_id=place_id, room_id=room_id), 303)
    if form.is_refused:
        room = load_room(place_id, room_id)
        form.seen.data = room.changed_at
    page = {"place": room.place, "layouts": list(Layout), "days": DAYS}
    return render("scheduling/room_form.html", form=form, room=room, **page)


@views.get("/staff/places/<int:place_id>/rooms/<int:room_id>")
@requires(Permission.CATALOGUE_READ)
def room(place_id, room_id):
    """Four weeks of it, from the day in the address on."""
    room, first = load_room(place_id, room_id), asked_day()
    begins = clock.instant(first, time())
    return render(
        "scheduling/room.html",
        room=room,
        place=room.place,
        photo=queries.photos(db.session, [room.id]).get(room.id),
        taken=queries.taken(db.session, [room.id], Span(begins, begins + SHOWN)),
        closures=[one for one in shut(room, first) if one.room_id in (None, room.id)],
        first=begins,
        last=begins + SHOWN - timedelta(hours=1),
        earlier=url_for(".room", place_id=place_id, room_id=room_id, first=first - SHOWN),
        later=url_for(".room", place_id=place_id, room_id=room_id, first=first + SHOWN),
        words=words,
    )


def asked_day() -> date:
    try:
        asked = date.fromisoformat(request.args.get("first", ""))
        return asked if 2000 <= asked.year <= 2100 else clock.today(clock.now())
    except ValueError:
        return clock.today(clock.now())


def shut(room, first):
    return queries.closures(db.session, room.place_id, first, first + SHOWN)


@views.route("/staff/places/<int:place_id>/closures/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_closure(place_id):
    place = load_place(place_id)
    there = queries.rooms_of(db.session, place.id)
    form = ClosureForm([(one.id, one.name) for one in there])
    if form.done(lambda: close(place, there, form)):
        flash(_("Noted. Nobody can book these days any more."))
        return redirect(url_for(".rooms", place_id=place.id), 303)
    return render("scheduling/closure_form.html", form=form, place=place)


def close(place, there, form):
    room = next((one for one in there if one.id == form.room_id.data), None)
    days = {"first_day": form.first_day.data, "last_day": form.last_day.data, "reason": form.reason.data}
    given = {"anyway": form.anyway.data, "by": current_user, "at": clock.now()}
    return actions.close(db.session, place, room=room, **days, **given)


@views.post("/staff/places/<int:place_id>/closures/<int:closure_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_closure(place_id, closure_id):
    closure = queries.closure(db.session, place_id, closure_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.open_again(db.session, closure, by=current_user, at=clock.now())
        flash(_("These days are open again."))
    return redirect(url_for(".rooms", place_id=place_id), 303)


@views.route("/staff/places/<int:place_id>/rooms/<int:room_id>/reservations/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_reservation(place_id, room_id):
    room, form = load_room(place_id, room_id), ReservationForm()
    if form.done(lambda: reserve(room, form)):
        flash(_("Reserved."))
        first = form.day.data
        return redirect(url_for(".room", place_id=place_id, room_id=room_id, first=first), 303)
    if form.is_refused:
        room = load_room(place_id, room_id)
    return render("scheduling/reservation_form.html", form=form, room=room, place=room.place)


def reserve(room, form):
    times = {name: clock.instant(form.day.data, form[field].data) for name, field in TIMES}
    given = {"purpose": form.purpose.data, "by": current_user, "at": clock.now()}
    return actions.reserve(db.session, room, **times, **given)


TIMES = (("begins_at", "starts"), ("ends_at", "ends"))


@views.post("/staff/places/<int:place_id>/rooms/<int:room_id>/reservations/<int:booking_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_reservation(place_id, room_id, booking_id):
    room = load_room(place_id, room_id)
    booking = queries.reservation(db.session, room.id, booking_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.give_back(db.session, booking, room, by=current_user, at=clock.now())
        flash(_("The room is free again."))
    return redirect(url_for(".room", place_id=place_id, room_id=room_id), 303)
