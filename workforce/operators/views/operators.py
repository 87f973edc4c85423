"""The register of operators and offices, kept by staff."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...people.queries import timeline
from ...web import render
from ..actions import operators as actions
from ..forms.operators import OfficeForm, OperatorForm
from ..queries import contacts
from ..queries import operators as queries
from . import views


@views.get("/staff/operators")
@requires(Permission.OPERATORS_READ)
def staff_operators():
    search = request.args.get("q", "").replace("\x00", "").strip()[:100]
    ended = bool(request.args.get("ended"))
    found = queries.listed(db.session, search, ended=ended)
    return render("operators/staff_operators.html", operators=found, search=search, ended=ended)


@views.route("/staff/operators/new", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def register_operator():
    form = OperatorForm(queries.possible_leads(db.session))
    if form.done(lambda: actions.register(db.session, by=current_user, at=clock.now(), **written(form))):
        flash(_("The operator is registered. Now add its offices and invite its first contact."))
        return redirect(url_for(".staff_operator", operator_id=form.result.id), 303)
    return render("operators/operator_form.html", form=form, operator=None)


@views.get("/staff/operators/<int:operator_id>")
@requires(Permission.OPERATORS_READ)
def staff_operator(operator_id):
    return show(load(operator_id))


@views.route("/staff/operators/<int:operator_id>/edit", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def edit_operator(operator_id):
    operator = load(operator_id)
    leads = queries.possible_leads(db.session, operator.lead_id)
    form = OperatorForm(leads, data={"name": operator.name, "lead_id": operator.lead_id})
    if form.done(lambda: actions.edit(db.session, operator, by=current_user, at=clock.now(), **written(form))):
        flash(_("Saved."))
        return redirect(url_for(".staff_operator", operator_id=operator_id), 303)
    return render("operators/operator_form.html", form=form, operator=operator)


@views.route("/staff/operators/<int:operator_id>/offices/new", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def add_office(operator_id):
    operator, form = load(operator_id), OfficeForm()
    if form.done(lambda: actions.add_office(db.session, operator, by=current_user, at=clock.now(), **form.values())):
        flash(_("The office is registered."))
        return redirect(url_for(".staff_operator", operator_id=operator_id), 303)
    return render("operators/office_form.html", form=form, operator=operator)


@views.post("/staff/operators/<int:operator_id>/offices/<int:office_id>/ending")
@requires(Permission.OPERATORS_MANAGE)
def end_office(operator_id, office_id):
    office = queries.office_of(db.session, operator_id, office_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.end_office(db.session, office, by=current_user, at=clock.now())
        flash(_("The office is taken out of the register."))
    return redirect(url_for(".staff_operator", operator_id=operator_id), 303)


def load(operator_id):
    return queries.operator(db.session, operator_id) or abort(404)


def written(form):
    return {"name": form.name.data, "lead_id": form.lead_id.data}


def show(operator):
    return render(
        "operators/staff_operator.html",
        operator=operator,
        offices=[office for office in operator.offices if office.ended_at is None],
        contacts=contacts.of_operator(db.session, operator.id),
        told=timeline.of_rows(db.session, {"operator": [operator.id]}),
        receipts={},
    )
