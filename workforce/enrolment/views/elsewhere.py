"""Why a form cannot be filled in here and now, and where the visitor can go instead."""

from flask import redirect, request, url_for

from ... import links
from ...catalogue.models import CohortState
from ...catalogue.rules import stages
from ...database import db
from ...web import render
from ..actions import drafts
from ..actions.refusals import CohortCancelled, EnrolmentClosed, EnrolmentNotOpenYet
from ..forms.dates import AnotherDateForm
from ..queries import dates
from .begun import Begun
from .holding import let_go


def elsewhere(form: Begun, *, is_sent_here=False):
    """The answer for somebody who cannot fill in this form: it was sent already, or the window is not open.

    `is_sent_here`: this very request sends it, once more.
    """
    if form.receipt:
        return to_receipt(form, form.receipt) if is_sent_here else sent_already(form)
    if not stages.is_open(form.cohort, form.at):
        return not_open(form)
    return None


def sent_already(form: Begun):
    """The private page is for the browser that sent the form, and for the link in the letter; here others may sit."""
    if form.receipt in links.granted(links.Purpose.ENROLMENT):
        return to_receipt(form, form.receipt)
    let_go(form.cohort.code)
    return render("enrolment/sent.html", status=200 if request.method == "GET" else 409, cohort=form.cohort)


def to_receipt(form: Begun, receipt):
    """This visitor sent the form, just now or once more: they may see what came of it."""
    let_go(form.cohort.code)
    links.grant(links.Purpose.ENROLMENT, receipt)
    return redirect(url_for("enrolment.show", receipt=receipt), 303)


def not_open(form: Begun):
    """Why nobody can enrol now, and where they can."""
    others = dates.other_dates(db.session, form.cohort, at=form.at)
    return render(
        "enrolment/closed.html",
        status=200 if request.method == "GET" else 409,
        cohort=form.cohort,
        reason=why_not(form).text(),
        others=others,
        form=date_form(form, others, formdata=None),
        has_typed=bool(form.answers) or form.is_kept,
    )


def date_form(form: Begun, others, **given) -> AnotherDateForm:
    """To use what was typed in `form` for one of `others` that is open."""
    choice = AnotherDateForm(dates=[other for other in others if other.is_open(form.at)], **given)
    choice.begun.data = links.mint(links.Purpose.DRAFT, form.key, at=form.at, lasts=drafts.LASTS)
    return choice


def why_not(form: Begun):
    if form.cohort.state is CohortState.CANCELLED:
        return CohortCancelled()
    if form.at < form.cohort.opens_at:
        return EnrolmentNotOpenYet(opens=form.cohort.opens_at)
    return EnrolmentClosed()
