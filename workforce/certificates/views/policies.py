"""Administrators set what certificates say: the first press shows what a rule means, the second sets it."""

from flask import abort

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import rule_page
from ...database import db
from ...money.forms.policies import beginning
from ..forms.policies import IssuerForm, RegisterForm
from ..rules.issuer import ISSUER
from ..rules.registers import REGISTERS
from . import views

FORMS = {ISSUER.name: IssuerForm} | {kind.name: RegisterForm for kind in REGISTERS.values()}


@views.route("/staff/policies/certificates/<name>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_rule(name):
    made = FORMS.get(name) or abort(404)
    of, at = policies.KINDS[name], clock.now()
    form = made(data=beginning(made, policies.current(db.session, of, at=at), clock.today(at)))
    return rule_page("certificates/staff_rule.html", of, form, at)
