"""Where sessions take place."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from .. import actions
from ..forms.places import PlaceForm
from ..queries.places import every_place
from . import views


@views.get("/staff/places")
@requires(Permission.CATALOGUE_READ)
def staff_places():
    return render("catalogue/staff_places.html", places=every_place(db.session))


@views.route("/staff/places/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def create_place():
    form = PlaceForm()
    if form.validate_on_submit():
        actions.places.create_place(db.session, **form.values(), by=current_user, at=clock.now())
        flash(_("Saved."))
        return redirect(url_for(".staff_places"), 303)
    return render("catalogue/place_form.html", form=form, place=None)


@views.route("/staff/places/<int:place_id>", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_place(place_id):
    place = next((place for place in every_place(db.session) if place.id == place_id), None) or abort(404)
    form = PlaceForm(data={name: getattr(place, name) for name in actions.places.FIELDS})
    if form.validate_on_submit():
        asked = actions.places.edit_place(db.session, place, **form.values(), by=current_user, at=clock.now())
        flash(saved(asked))
        return redirect(url_for(".staff_places"), 303)
    return render("catalogue/place_form.html", form=form, place=place)


def saved(asked):
    if not asked:
        return _("Saved.")
    return ngettext(
        "Saved. The people of %(num)s cohort may have to be told: the first page asks you.",
        "Saved. The people of %(num)s cohorts may have to be told: the first page asks you.",
        asked,
    )
