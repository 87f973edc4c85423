"""Staff say how many beds a place has, and how many of them a session needs."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..actions import equipment as actions
from ..forms.rooms import StockForm, equipment_form
from ..queries import equipment as queries
from ..rules.words import EQUIPMENT
from . import views
from .loading import load_place, load_session


@views.route("/staff/places/<int:place_id>/equipment", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def stock(place_id):
    place = load_place(place_id)
    there = {one.kind.value: one.quantity or None for one in queries.of_place(db.session, place.id)}
    form = StockForm(data=there)
    given = {"by": current_user, "at": clock.now()}
    if form.done(lambda: actions.stock(db.session, place, form.quantities(), **given)):
        flash(_("Saved."))
        return redirect(url_for(".rooms", place_id=place.id), 303)
    return render("scheduling/stock_form.html", form=form, place=place, names=list(EQUIPMENT))


@views.route("/staff/cohorts/<code>/sessions/<int:session_id>/equipment", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def session_equipment(code, session_id):
    cohort, sitting = load_session(code, session_id)
    at = clock.now()
    there = [one for one in queries.of_place(db.session, cohort.place_id) if one.quantity]
    had = {one.equipment_id: one.quantity for one in queries.bookings_of(db.session, [sitting.id])}
    form = equipment_form(there)(data={f"with_{one.id}": had.get(one.id) for one in there})
    if form.done(lambda: book(cohort, sitting, there, form, at)):
        flash(_("Saved."))
        return redirect(url_for("catalogue.edit_session", code=code, session_id=session_id), 303)
    span = actions.span_of(db.session, cohort, sitting, at=at)
    others = queries.used(db.session, [one.id for one in there], span, but=[sitting.id]) if there else []
    return render(
        "scheduling/session_equipment.html",
        form=form,
        cohort=cohort,
        sitting=sitting,
        span=span,
        rows=[(one, form[f"with_{one.id}"], [each for each in others if each.equipment_id == one.id]) for one in there],
    )


def book(cohort, sitting, there, form, at):
    wanted = {one.id: form[f"with_{one.id}"].data or 0 for one in there}
    return actions.book(db.session, cohort, sitting, wanted, by=current_user, at=at)
