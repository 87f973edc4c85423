"""A contact of an operator invites colleagues and ends their access, without us."""

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
from ..models import ContactRole
from ..queries import contacts as queries
from . import views
from .contacts import invite
from .own import own


@views.get("/operator/<int:operator_id>/colleagues")
@requires(Permission.OPERATOR_USE)
def colleagues(operator_id):
    return show(own(operator_id), ButtonForm())


@views.route("/operator/<int:operator_id>/colleagues/new", methods=["GET", "POST"])
@requires(Permission.OPERATOR_USE)
def invite_colleague(operator_id):
    me, form = managing(operator_id), ContactForm()
    if form.done(lambda: invite(me.operator, form)):
        flash(_("The invitation is on its way."))
        return redirect(url_for(".colleagues", operator_id=operator_id), 303)
    return render("operators/colleague_form.html", form=form, operator=me.operator)


@views.post("/operator/<int:operator_id>/colleagues/<int:contact_id>/ending")
@requires(Permission.OPERATOR_USE)
def end_colleague(operator_id, contact_id):
    me, form = managing(operator_id), ButtonForm()
    contact = queries.one_of(db.session, operator_id, contact_id) or abort(404)
    if form.done(lambda: actions.end(db.session, contact, by=current_user, at=clock.now(), by_colleague=True)):
        flash(_("The access of %(mail)s has ended.", mail=contact.email))
        return redirect(url_for(".colleagues", operator_id=operator_id), 303)
    return show(me, form)


def managing(operator_id):
    """As `own`, for those who may invite; nobody else finds these pages."""
    me = own(operator_id)
    return me if me.role is ContactRole.MANAGER else abort(404)


def show(me, form):
    return render(
        "operators/colleagues.html",
        form=form,
        me=me,
        operator=me.operator,
        contacts=queries.of_operator(db.session, me.operator_id),
        may_invite=me.role is ContactRole.MANAGER,
    )
