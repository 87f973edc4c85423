"""Administrators set the rules about money: the first press shows what a rule means, the second sets it."""

from flask import abort

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.forms.rules import RuleForm
from ...catalogue.views.rules import rule_page
from ...database import db
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
