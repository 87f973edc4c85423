"""Staff move one enrolment: confirm, to the waiting list, a guardian's paper, cancel. Each is a noun of its own."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n import speaking
from ...web import render
from ...web.lists import way_back
from ..actions import moves
from ..forms.moves import ConsentForm, ReasonForm
from ..hooks import consequences_of
from ..queries import seats as counts
from ..rules.consents import asked_of_guardian
from . import views
from .records import load, show


@views.post("/staff/enrolments/<receipt>/confirmation")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_confirm(receipt):
    enrolment = load(receipt)
    form = ButtonForm()
    if form.done(lambda: moves.confirm(db.session, enrolment, by=current_user, at=clock.now())):
        flash(_("%(name)s has the seat and is told.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    return show(enrolment, form)


@views.route("/staff/enrolments/<receipt>/waitlisting", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_waitlist(receipt):
    enrolment, form = load(receipt), ReasonForm()
    if form.done(
        lambda: moves.waitlist(db.session, enrolment, reason=form.reason.data, by=current_user, at=clock.now())
    ):
        flash(_("%(name)s is on the waiting list and is told.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    return ask("enrolment/staff_waitlisting.html", enrolment, form)


@views.route("/staff/enrolments/<receipt>/cancellation", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_cancel(receipt):
    enrolment, form = load(receipt), ReasonForm()
    if form.done(lambda: moves.cancel(db.session, enrolment, reason=form.reason.data, by=current_user, at=clock.now())):
        flash(_("The enrolment of %(name)s is cancelled. The person is told.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    consequences = consequences_of(db.session, enrolment, at=clock.now())
    return ask("enrolment/staff_cancellation.html", enrolment, form, consequences=consequences)


@views.route("/staff/enrolments/<receipt>/consent", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_consent(receipt):
    enrolment, at = load(receipt), clock.now()
    named = enrolment.guardian
    form = ConsentForm(
        today=clock.today(at),
        asked=asked_of_guardian(enrolment.cohort.course.questions),
        data={"guardian_name": named.guardian_name, "relation": named.relation} if named else None,
    )
    if form.done(lambda: record(enrolment, form, at)):
        flash(_("The guardian's paper for %(name)s is recorded.", name=enrolment.person.name))
        return redirect(way_back(page_of(enrolment)), 303)
    return ask("enrolment/staff_consent.html", enrolment, form)


def record(enrolment, form, at):
    """In the words that stand on the paper: those of the guardian's language."""
    with speaking(enrolment.guardian.language if enrolment.guardian else enrolment.language):
        moves.record_consent(
            db.session,
            enrolment,
            guardian_name=form.guardian_name.data,
            relation=form.relation.data,
            signed_on=form.signed_on.data,
            also=form.also,
            by=current_user,
            at=at,
        )


def ask(template, enrolment, form, **shown):
    """The page that asks before it acts: who, how the seats stand, and why."""
    back = way_back(page_of(enrolment))
    if hasattr(form, "back"):
        form.back.data = back
    seats = counts.seats_of(db.session, enrolment.cohort_id, at=clock.now())
    return render(template, enrolment=enrolment, cohort=enrolment.cohort, form=form, seats=seats, back=back, **shown)


def page_of(enrolment):
    return url_for(".staff_enrolment", receipt=enrolment.receipt)
