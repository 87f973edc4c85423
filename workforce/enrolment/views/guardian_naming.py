"""Who is asked to agree for somebody under 18: named or changed by the applicant or by staff, asked again, on paper."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, public, requires
from ...database import db
from ...forms import ButtonForm
from ...people.queries import contacts
from ...web import render
from ...web.lists import way_back
from ..actions import guardians as actions
from ..actions import moves
from ..forms.guardians import NamingForm, naming_of
from ..rules.guardians import is_minor
from . import views
from .finding import not_theirs
from .receipts import private_page, theirs
from .records import load, show


@views.route("/enrolments/<receipt>/guardian", methods=["GET", "POST"])
@public
def name_guardian(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = naming_form(enrolment)
    if form.done(lambda: actions.name(db.session, enrolment, form.guardian, by=None, at=clock.now())):
        flash(asked_in_words(form.result))
        return to_page(enrolment)
    if not may_name(enrolment):
        return to_page(enrolment)
    return render("enrolment/guardian_naming.html", form=form, enrolment=enrolment, cohort=enrolment.cohort)


@views.post("/enrolments/<receipt>/guardian/letter")
@public
def ask_guardian(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = ButtonForm()
    if form.done(lambda: actions.ask_again(db.session, enrolment, by=None, at=clock.now())):
        flash(_("The letter to your guardian is on its way once more."))
        return to_page(enrolment)
    return private_page(receipt, form)


@views.route("/enrolments/<receipt>/of-age", methods=["GET", "POST"])
@public
def confirm_of_age(receipt):
    """Who came of age while the seat was held needs nobody any more. The button stands on the private page."""
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = ButtonForm()
    if form.done(lambda: moves.confirm_own(db.session, enrolment, at=clock.now())):
        flash(_("The seat is yours. We look forward to seeing you."))
        return to_page(enrolment)
    return private_page(receipt, form) if form.has_errors else to_page(enrolment)


@views.route("/staff/enrolments/<receipt>/guardian", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_guardian(receipt):
    enrolment = load(receipt)
    form = naming_form(enrolment)
    back = way_back(page_of(enrolment))
    if form.done(lambda: actions.name(db.session, enrolment, form.guardian, by=current_user, at=clock.now())):
        flash(asked_in_words(form.result))
        return redirect(back, 303)
    form.back.data = back
    return render("enrolment/staff_guardian.html", form=form, enrolment=enrolment, person=enrolment.person, back=back)


@views.post("/staff/enrolments/<receipt>/guardian/letter")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_ask_guardian(receipt):
    enrolment, form = load(receipt), ButtonForm()
    if form.done(lambda: actions.ask_again(db.session, enrolment, by=current_user, at=clock.now())):
        flash(_("The letter to the guardian is on its way once more."))
        return redirect(page_of(enrolment), 303)

    return show(enrolment, form)


def naming_form(enrolment):
    own_mail = contacts.on_file(db.session, enrolment.person_id)[0]
    return NamingForm(own_mail=own_mail, data=naming_of(enrolment.guardian))


def asked_in_words(request):
    if request.mail:
        return _("We have written to %(name)s.", name=request.guardian_name)
    return _("%(name)s is noted. Print the paper and hand it over.", name=request.guardian_name)


def may_name(enrolment):
    """Under 18 and not agreed yet; otherwise the page of the enrolment says how it stands."""
    at = clock.now()
    return is_minor(enrolment.person.birth_date, at) and enrolment.state != "cancelled"


def to_page(enrolment):
    return redirect(url_for(".show", receipt=enrolment.receipt), 303)


def page_of(enrolment):
    return url_for(".staff_enrolment", receipt=enrolment.receipt)
