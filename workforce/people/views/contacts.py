"""My mail address and telephone number: asked for here, agreed to from the old one."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, links
from ...access import Permission, public, requires
from ...database import db
from ...forms import ButtonForm
from ...links import Purpose
from ...web import render
from ..actions import contacts as actions
from ..actions.addresses import set_reach
from ..forms.own import MailForm, PhoneForm
from ..forms.reach import ReachForm, filled
from ..models import ContactKind
from ..queries import addresses
from ..queries import contacts as queries
from ..rules.contacts import shown_phone
from . import views
from .landing import link_over
from .own import own_person, shown


@views.route("/my/mail", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def change_mail():
    return change(ContactKind.MAIL, MailForm())


@views.route("/my/phone", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def change_phone():
    return change(ContactKind.PHONE, PhoneForm())


def change(kind, form):
    person = own_person()
    if form.done(
        lambda: actions.change_contact(
            db.session, person, kind=kind, value=form.value.data, by=current_user, at=clock.now()
        )
    ):
        flash(_("One more step: we asked for your agreement at the address we have. Until then nothing changes."))
        return redirect(url_for(".my_page"), 303)
    mail, phone = queries.on_file(db.session, person.id)
    return render(
        "people/change_contact.html", form=form, kind=kind.value, mail=mail, phone=phone and shown_phone(phone)
    )


@views.route("/my/reach", methods=["GET", "POST"])
@requires(Permission.SELF_USE)
def choose_reach():
    """How I want to be told, and where I live."""
    person = own_person()
    form = ReachForm(data=filled(person, addresses.of_person(db.session, person.id)))
    if form.done(
        lambda: set_reach(db.session, person, address=form.address, channel=form.wish, by=current_user, at=clock.now())
    ):
        flash(_("Saved. From now on we tell you this way."))
        return redirect(url_for(".my_page"), 303)
    return render("people/reach.html", form=form, here=url_for(".choose_reach"), back=url_for(".my_page"))


@views.route("/contact/<token>", methods=["GET", "POST"])
@public
def confirm_contact(token):
    """By the link in the old mail: yes, or it was not me."""
    read = links.read(Purpose.CONTACT, token, at=clock.now())
    contact = queries.waiting(db.session, read[0]) if read else None
    if contact is None:
        return link_over(Purpose.CONTACT)
    form = ButtonForm()
    if form.validate_on_submit():
        actions.confirm(db.session, contact, by=None, at=clock.now())
        return redirect(url_for(".contact_confirmed"), 303)
    return render("people/confirm_contact.html", form=form, contact=contact, shown=shown(contact), token=token)


@views.post("/contact/<token>/refused")
@public
def refuse_contact(token):
    read = links.read(Purpose.CONTACT, token, at=clock.now())
    contact = queries.waiting(db.session, read[0]) if read else None
    if contact is None:
        return link_over(Purpose.CONTACT)
    if ButtonForm().validate_on_submit():
        actions.refuse(db.session, contact, by=None, at=clock.now())
    return redirect(url_for(".contact_refused"), 303)


@views.get("/contact/confirmed")
@public
def contact_confirmed():
    return render("people/contact_answered.html", is_confirmed=True)


@views.get("/contact/refused")
@public
def contact_refused():
    return render("people/contact_answered.html", is_confirmed=False)
