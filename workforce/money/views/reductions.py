"""Paying less: asked for by the applicant or by staff for them, and decided by staff."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, public, requires
from ...database import db
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...i18n.formats import money
from ...web import render
from ..actions import reductions
from ..forms.reductions import AskForm, GrantForm, RefuseForm
from ..models import ReductionRequest
from ..queries import ledger
from ..queries import reductions as queries
from ..rules.reductions import REDUCTIONS, tuition_of, words
from . import views
from .people import load


@views.route("/enrolments/<receipt>/fees/reduction", methods=["GET", "POST"])
@public
def ask_reduction(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    return asking("money/reduction.html", enrolment, by=None, back=url_for(".fees", receipt=enrolment.receipt))


@views.route("/staff/enrolments/<receipt>/money/reduction", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def staff_ask_reduction(receipt):
    back = url_for(".person", receipt=receipt)
    return asking("money/staff_reduction.html", load(receipt), by=current_user, back=back)


def asking(template, enrolment, *, by, back):
    at = clock.now()
    rule = policies.current(db.session, REDUCTIONS, at=at)
    form = AskForm(rule)
    given = {"by": by, "at": at}
    if form.done(
        lambda: reductions.ask(db.session, enrolment, ground=form.chosen, words=form.words.data or "", **given)
    ):
        flash(_("Your request is with us. We will write or call when it is decided."))
        return redirect(back, 303)
    return render(template, form=form, enrolment=enrolment, cohort=enrolment.cohort, rule=words(rule), back=back)


@views.get("/staff/money/reductions")
@requires(Permission.MONEY_READ)
def reduction_list():
    return render("money/staff_reductions.html", waiting=queries.waiting(db.session))


@views.route("/staff/money/reductions/<int:request_id>", methods=["GET", "POST"])
@requires(Permission.MONEY_DECIDE)
def reduction(request_id):
    request, enrolment = asked_for(request_id)
    form = GrantForm()
    if form.done(lambda: grant(enrolment, request, form)):
        flash(_("%(name)s pays %(money)s less and is told.", name=enrolment.person.name, money=money(request.yen)))
        return redirect(url_for(".person", receipt=enrolment.receipt), 303)
    return show(request, enrolment, form, RefuseForm(formdata=None))


def grant(enrolment, request, form):
    given = {"evidence": form.seen, "seen_on": form.seen_on.data, "reason": form.said.data}
    reductions.grant(db.session, enrolment, request, **given, by=current_user, at=clock.now())


@views.post("/staff/money/reductions/<int:request_id>/refusal")
@requires(Permission.MONEY_DECIDE)
def reduction_refusal(request_id):
    request, enrolment = asked_for(request_id)
    form = RefuseForm()
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: reductions.refuse(db.session, enrolment, request, **given)):
        flash(
            _("The request of %(name)s is refused. The letter says why, and how to object.", name=enrolment.person.name)
        )
        return redirect(url_for(".person", receipt=enrolment.receipt), 303)
    return show(request, enrolment, GrantForm(formdata=None), form)


def asked_for(request_id):
    request = db.session.get(ReductionRequest, request_id) or abort(404)
    return request, load(queries.receipt_of(db.session, request))


def show(request, enrolment, form, refusal):
    rule = policies.current(db.session, REDUCTIONS, at=clock.now())
    tuition = tuition_of(ledger.statement_of(db.session, enrolment.id))
    return render(
        "money/staff_reduction_decision.html",
        asked=request,
        enrolment=enrolment,
        form=form,
        refusal=refusal,
        off=rule.yen(request.ground, tuition),
        tuition=tuition,
    )
