"""Staff note cash that came in and money that went back, and take back what was booked wrongly."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...i18n.formats import money
from ...web import render
from ..actions import payments
from ..forms.payments import AmountForm, PayOutForm, ReasonForm
from ..queries import ledger
from . import views
from .people import load


@views.route("/staff/enrolments/<receipt>/money/cash", methods=["GET", "POST"])
@requires(Permission.MONEY_MANAGE)
def cash(receipt):
    enrolment, at = load(receipt), clock.now()
    balance = ledger.statement_of(db.session, enrolment.id).balance
    form = AmountForm(data={"yen": max(balance, 0) or None, "day": clock.today(at)})
    given = {"by": current_user, "at": at}
    if form.done(
        lambda: payments.pay_cash(
            db.session, enrolment, yen=form.yen.data, day=form.day.data, key=form.key.data, **given
        )
    ):
        flash(_("%(money)s from %(name)s is booked.", money=money(form.yen.data), name=enrolment.person.name))
        return redirect(url_for(".person", receipt=receipt), 303)
    return render("money/staff_cash.html", form=form, enrolment=enrolment, balance=balance)


@views.route("/staff/enrolments/<receipt>/money/payout", methods=["GET", "POST"])
@requires(Permission.MONEY_DECIDE)
def payout(receipt):
    enrolment, at = load(receipt), clock.now()
    balance = ledger.statement_of(db.session, enrolment.id).balance
    form = PayOutForm(data={"yen": max(-balance, 0) or None, "day": clock.today(at)})
    if form.done(lambda: pay_out(form, enrolment, at)):
        flash(_("%(money)s to %(name)s is booked.", money=money(form.yen.data), name=enrolment.person.name))
        return redirect(url_for(".person", receipt=receipt), 303)
    return render("money/staff_payout.html", form=form, enrolment=enrolment, balance=balance)


def pay_out(form, enrolment, at):
    return payments.pay_out(
        db.session,
        enrolment,
        yen=form.yen.data,
        day=form.day.data,
        words=form.words.data,
        key=form.key.data,
        by=current_user,
        at=at,
    )


@views.route("/staff/enrolments/<receipt>/money/lines/<int:line_id>/correction", methods=["GET", "POST"])
@requires(Permission.MONEY_DECIDE)
def correction(receipt, line_id):
    enrolment, form = load(receipt), ReasonForm()
    lines = ledger.statement_of(db.session, enrolment.id).lines
    line = next((one for one in lines if one.id == line_id), None) or abort(404)
    given = {"reason": form.reason.data, "by": current_user, "at": clock.now()}
    if form.done(lambda: payments.correct(db.session, enrolment, line, **given)):
        flash(_("The line is taken back. Both lines stay in the ledger."))
        return redirect(url_for(".person", receipt=receipt), 303)
    return render("money/staff_correction.html", form=form, enrolment=enrolment, line=line)
