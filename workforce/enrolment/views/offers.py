"""The answer to an offered seat. The letter's link only shows the private page: what acts is a button on it."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import public
from ...database import db
from ...forms import ButtonForm
from ...web import render
from ..actions import answering
from ..actions.offers import is_open
from . import views
from .finding import not_theirs
from .receipts import private_page, theirs


@views.route("/enrolments/<receipt>/acceptance", methods=["GET", "POST"])
@public
def acceptance(receipt):
    """The button stands on the private page: whoever only opens this address is led there."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = ButtonForm()
    if form.done(lambda: answering.accept(db.session, enrolment, by=None, at=clock.now())):
        flash(_("You have taken the seat. Thank you for answering."))
        return to_page(enrolment)
    return private_page(receipt, form) if form.has_errors else to_page(enrolment)


@views.route("/enrolments/<receipt>/declination", methods=["GET", "POST"])
@public
def declination(receipt):
    """Asks once more, as there is no way back to the seat."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form, at = ButtonForm(), clock.now()
    if form.done(lambda: answering.decline(db.session, enrolment, by=None, at=at)):
        flash(_("You have not taken the seat. Thank you for telling us."))
        return to_page(enrolment)
    if form.is_refused:
        return private_page(receipt, form)
    if not is_open(db.session, enrolment, at=at):
        return to_page(enrolment)
    return render("enrolment/declination.html", form=form, enrolment=enrolment, cohort=enrolment.cohort)


def to_page(enrolment):
    return redirect(url_for(".show", receipt=enrolment.receipt), 303)
