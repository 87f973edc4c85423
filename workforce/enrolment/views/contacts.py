"""How we reach the person of an enrolment: changed only when the old contact agrees, or staff."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...people.actions import contacts as actions
from ...people.actions.addresses import set_reach
from ...people.forms.reach import ReachForm, filled
from ...people.models import ContactKind
from ...people.queries import addresses, contacts, persons
from ...web import render
from ..forms.links import NewContactForm
from . import views
from .finding import not_theirs
from .receipts import masked, theirs


@views.route("/enrolments/<receipt>/contact", methods=["GET", "POST"])
@public
def contact(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = NewContactForm()
    if form.validate_on_submit() and is_asked(enrolment, form, at=clock.now()):
        flash(_("We have asked at the contact on file whether this is right. Until then we use the old one."))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    on_file = contacts.on_file(db.session, enrolment.person_id)
    return render("enrolment/contact_change.html", form=form, enrolment=enrolment, on_file=masked(on_file))


@views.route("/enrolments/<receipt>/reach", methods=["GET", "POST"])
@public
def reach(receipt):
    """How this person wants to be told, and where they live."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    person = enrolment.person
    form = ReachForm(data=filled(person, addresses.of_person(db.session, person.id)))
    if form.done(
        lambda: set_reach(db.session, person, address=form.address, channel=form.wish, by=None, at=clock.now())
    ):
        flash(_("Saved. From now on we tell you this way."))
        return redirect(url_for(".show", receipt=enrolment.receipt), 303)
    here, back = (url_for(name, receipt=enrolment.receipt) for name in (".reach", ".show"))
    return render("people/reach.html", form=form, here=here, back=back)


def is_asked(enrolment, form, *, at):
    person = persons.person(db.session, enrolment.person_id)
    given = ((form.mail, ContactKind.MAIL, form.read_mail), (form.phone, ContactKind.PHONE, form.read_phone))
    for field, kind, value in given:
        try:
            if value:
                actions.change_contact(db.session, person, kind=kind, value=value, by=None, at=at)
        except actions.SameContact as refusal:
            field.errors = [refusal.text()]
    return not form.has_errors
