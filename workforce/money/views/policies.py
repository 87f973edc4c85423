"""Administrators set the rules about money: the first press shows what a rule means, the second sets it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.forms.rules import RuleForm
from ...database import db
from ...i18n.formats import day
from ...web import render
from ..forms.policies import AccountForm, CancellationForm, ReductionForm, RefundForm, TermForm, beginning
from ..rules.account import ACCOUNT
from ..rules.cancellation import CANCELLATION_STEPS
from ..rules.reductions import REDUCTIONS
from ..rules.refunds import COMPLETION_REFUND
from ..rules.terms import PAYMENT_TERM
from . import views

FORMS: dict[str, type[RuleForm]] = {
    CANCELLATION_STEPS.name: CancellationForm,
    PAYMENT_TERM.name: TermForm,
    ACCOUNT.name: AccountForm,
    REDUCTIONS.name: ReductionForm,
    COMPLETION_REFUND.name: RefundForm,
}


@views.route("/staff/policies/money/<name>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_rule(name):
    made = FORMS.get(name) or abort(404)
    of, at = policies.KINDS[name], clock.now()
    form = made(data=beginning(made, policies.current(db.session, of, at=at), clock.today(at)))
    return rule_page("money/staff_rule.html", of, form, at)


def rule_page(template, of, form, at, examples=lambda rule, at: ()):
    """The first press shows what the rule means, the second sets it. `examples(rule, at)`: sentences."""
    rule, is_set = explained(of, form, at)
    if is_set:
        return redirect(url_for("desk.policies"), 303)
    form.add_spare_rows()
    said = {"meaning": of.words(rule), "examples": list(examples(rule, at))} if rule else {"meaning": None}
    return render(template, form=form, kind=of, **said)


def explained(of, form, at):
    """(the rule that the form holds or None, whether it is set now): nobody sets what the page has not explained."""
    if not form.done(lambda: checked(of, form, at)):
        return None, False
    rule = form.result
    is_read = "save" in request.form and form.previewed.data == form.fingerprint
    if is_read and form.done(lambda: save(of, form, at)):
        flash(_("The rule counts from %(day)s on.", day=day(form.from_day.data)))
        return rule, True
    form.previewed.data = form.fingerprint
    return rule, False


def checked(of, form, at):
    """The rule that would be set. Raises what `policies.set_rule` would."""
    rule = of.read(form.values())
    policies.refuse(of, rule, from_day=form.from_day.data, source=form.source.data, at=at)
    return rule


def save(of, form, at):
    given = {"from_day": form.from_day.data, "values": form.values(), "source": form.source.data}
    return policies.set_rule(db.session, of, **given, by=current_user, at=at)
