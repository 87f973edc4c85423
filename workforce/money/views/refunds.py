"""Refund cases for staff, and the one question to an employer."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, links, policies
from ...access import Permission, public, requires
from ...database import db, hold
from ...forms import ButtonForm
from ...web import render
from ..actions import refunds
from ..forms.refunds import EmployerForm, OpenForm, PaperForm, ProofForm, RefuseForm
from ..models import Case, RefundCase
from ..queries import refunds as queries
from ..queries.completion import completion_of
from ..rules.refunds import COMPLETION_REFUND, words
from . import views
from .people import load


@views.get("/staff/money/refunds")
@requires(Permission.MONEY_READ)
def refund_cases():
    rule = words(policies.current(db.session, COMPLETION_REFUND, at=clock.now()))
    return render("money/staff_refunds.html", cases=queries.open_cases(db.session), rule=rule)


@views.route("/staff/enrolments/<receipt>/money/refund", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def open_refund(receipt):
    enrolment, at = load(receipt), clock.now()
    known = completion_of(db.session, enrolment, at=at)
    form = OpenForm(known)
    if case := queries.of_enrolment(db.session, enrolment.id):
        return redirect(url_for(".refund_case", case_id=case.id), 303)
    given = {"completed_on": form.completed_on.data, "proof": form.proof.data, "by": current_user, "at": at}
    if form.done(lambda: refunds.open_case(db.session, enrolment, **given)):
        return redirect(url_for(".refund_case", case_id=form.result.id), 303)
    rule = words(policies.current(db.session, COMPLETION_REFUND, at=at))
    return render("money/staff_refund_opening.html", form=form, enrolment=enrolment, known=known, rule=rule)


@views.get("/staff/money/refunds/<int:case_id>")
@requires(Permission.MONEY_READ)
def refund_case(case_id):
    case, enrolment = case_of(case_id)
    return show(case, enrolment, ButtonForm(formdata=None))


@views.route("/staff/money/refunds/<int:case_id>/employer", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def refund_employer(case_id):
    case, enrolment = case_of(case_id)
    form = EmployerForm(data={"employer": case.employer, "mail": case.mail, "speaks": "ja"})
    if form.done(lambda: ask(case, enrolment, form)):
        flash(_("The letter to %(employer)s is on its way.", employer=form.employer.data))
        return redirect(url_for(".refund_case", case_id=case_id), 303)
    return render("money/staff_refund_employer.html", form=form, case=case, enrolment=enrolment)


def ask(case, enrolment, form):
    given = {"employer": form.employer.data, "mail": form.mail.data, "language": form.speaks.data}
    refunds.ask_employer(db.session, case, enrolment, **given, by=current_user, at=clock.now())


@views.route("/staff/money/refunds/<int:case_id>/paper", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def refund_paper(case_id):
    case, enrolment = case_of(case_id)
    form = PaperForm()
    if form.done(lambda: prove(case, form, "prove_on_paper", by=current_user)):
        return redirect(url_for(".refund_case", case_id=case_id), 303)
    return render("money/staff_refund_paper.html", form=form, case=case, enrolment=enrolment)


def prove(case, form, move, *, by):
    given = {"works_since": form.works_since.data, "name": form.name.data, "move_by": move}
    refunds.prove(db.session, case, **given, by=by, at=clock.now())


@views.post("/staff/money/refunds/<int:case_id>/approval")
@requires(Permission.MONEY_DECIDE)
def refund_approval(case_id):
    case, enrolment = case_of(case_id)
    form = ButtonForm()
    if form.done(lambda: refunds.approve(db.session, case, enrolment, by=current_user, at=clock.now())):
        flash(_("The refund stands on the list of payments."))
        return redirect(url_for(".refund_case", case_id=case_id), 303)
    return show(case, enrolment, form)


@views.route("/staff/money/refunds/<int:case_id>/refusal", methods=["GET", "POST"])
@requires(Permission.MONEY_DECIDE)
def refund_refusal(case_id):
    case, enrolment = case_of(case_id)
    form = RefuseForm()
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: refunds.refuse(db.session, case, **given)):
        return redirect(url_for(".refund_case", case_id=case_id), 303)
    return render("money/staff_refund_refusal.html", form=form, case=case, enrolment=enrolment)


def case_of(case_id):
    case = db.session.get(RefundCase, case_id) or abort(404)
    return case, load(queries.receipt_of(db.session, case))


def show(case, enrolment, form):
    return render("money/staff_refund.html", case=case, enrolment=enrolment, form=form)


@views.route("/employer/<token>", methods=["GET", "POST"])
@public
def employer(token):
    """By the link in the letter: it shows the question; the button answers it."""
    case = asked_by(token)
    if case is None:
        return render("money/employer_over.html", status=404)
    enrolment, form = load(queries.receipt_of(db.session, case)), ProofForm()
    if form.done(lambda: answer(case, token, form)):
        return redirect(url_for(".employer_thanks"), 303)
    return render("money/employer.html", form=form, case=case, enrolment=enrolment, token=token)


@views.post("/employer/<token>/denial")
@public
def employer_denial(token):
    case = asked_by(token)
    if case is None:
        return render("money/employer_over.html", status=404)
    form = ButtonForm()
    if form.done(lambda: refunds.deny(db.session, case, at=clock.now())):
        return redirect(url_for(".employer_thanks"), 303)
    enrolment = load(queries.receipt_of(db.session, case))
    return render("money/employer.html", form=ProofForm(formdata=None), case=case, enrolment=enrolment, token=token)


@views.get("/employer/thanks")
@public
def employer_thanks():
    return render("money/employer_thanks.html")


def answer(case, token, form):
    """Somebody may have asked anew between the page and its button."""
    hold(db.session, case)
    db.session.refresh(case)
    if asked_by(token) is None:
        raise refunds.LinkOver
    prove(case, form, "prove", by=None)


def asked_by(token):
    """The case whose newest letter holds this link, as long as it waits for the answer."""
    known = links.read(links.Purpose.EMPLOYER, token, at=clock.now())
    if known is None:
        return None
    case = db.session.get(RefundCase, int(known[0].partition(".")[0]))
    waits = case is not None and case.state is Case.ASKED and refunds.subject(case) == known[0]
    return case if waits else None
