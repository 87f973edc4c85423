"""Staff invite the contacts of an operator and end their access."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import contacts as actions
from ..forms.contacts import ContactForm
from ..queries import contacts as queries
from . import views
from .operators import load


@views.route("/staff/operators/<int:operator_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.OPERATORS_MANAGE)
def staff_invite_contact(operator_id):
    operator, form = load(operator_id), ContactForm()
    if form.done(lambda: invite(operator, form)):
        flash(_("The invitation is on its way."))
        return redirect(url_for(".staff_operator", operator_id=operator_id), 303)
    return render("operators/staff_contact_form.html", form=form, operator=operator)


@views.post("/staff/operators/<int:operator_id>/contacts/<int:contact_id>/ending")
@requires(Permission.OPERATORS_MANAGE)
def staff_end_contact(operator_id, contact_id):
    contact = queries.one_of(db.session, operator_id, contact_id) or abort(404)
    if ButtonForm().validate_on_submit():
        actions.end(db.session, contact, by=current_user, at=clock.now())
        flash(_("The access of %(mail)s has ended.", mail=contact.email))
    return redirect(url_for(".staff_operator", operator_id=operator_id), 303)


def invite(operator, form):
    return actions.invite(
        db.session, operator, email=form.mail.data, role=form.role.data, by=current_user, at=clock.now()
    )
