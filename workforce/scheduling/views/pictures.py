"""The picture of a room: brought by staff, seen by everybody."""

from flask import Response, abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, public, requires
from ...catalogue.rules.files import MEDIA
from ...database import db
from ...forms import ButtonForm
from ...web import render, uploading
from ..actions import rooms as actions
from ..forms.rooms import PhotoForm
from ..queries import rooms as queries
from . import views
from .loading import load_room

KEPT = "public, max-age=31536000, immutable"
"""The address names the version."""


@views.route("/staff/places/<int:place_id>/rooms/<int:room_id>/photo", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
@uploading
def edit_photo(place_id, room_id):
    room, form = load_room(place_id, room_id), PhotoForm()
    given = {"by": current_user, "at": clock.now()}
    if form.done(lambda: actions.show_photo(db.session, room, form.brought(), **given)):
        flash(_("Everybody who looks at the place sees this picture now."))
        return redirect(url_for(".room", place_id=place_id, room_id=room_id), 303)
    if form.is_refused:
        room = load_room(place_id, room_id)
    photo = queries.photos(db.session, [room.id]).get(room.id)
    return render("scheduling/photo_form.html", form=form, room=room, place=room.place, photo=photo)


@views.post("/staff/places/<int:place_id>/rooms/<int:room_id>/photo/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_photo(place_id, room_id):
    room = load_room(place_id, room_id)
    if ButtonForm().validate_on_submit():
        actions.remove_photo(db.session, room, by=current_user, at=clock.now())
        flash(_("The picture is gone."))
    return redirect(url_for(".room", place_id=place_id, room_id=room_id), 303)


@views.get("/places/rooms/<int:room_id>/photo")
@public
def room_photo(room_id):
    photo = queries.photo(db.session, room_id) or abort(404)
    return Response(photo.body, mimetype=MEDIA[photo.file_kind], headers={"Cache-Control": KEPT})
