"""Administrators set what an hour is paid, what is withheld and how the way is paid."""

from flask import abort, request, url_for

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.forms.rules import RuleForm
from ...catalogue.queries.places import every_place
from ...catalogue.views.rules import rule_page
from ...database import db
from ..forms.policies import FareRuleForm, TaxForm, TermsForm
from ..rules.tax import FARE, TAX
from ..rules.terms import EXAMPLES, TERMS
from . import views

FORMS: dict[str, type[RuleForm]] = {TERMS.name: TermsForm, TAX.name: TaxForm, FARE.name: FareRuleForm}


@views.route("/staff/policies/fees/<name>", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_rule(name):
    """`?like=`: begin with the terms of that town instead of what counts now."""
    made, at = FORMS.get(name) or abort(404), clock.now()
    of = policies.KINDS[name]
    data = {"from_day": clock.today(at)} | made.beginning(policies.current(db.session, of, at=at))
    like = EXAMPLES.get(request.args.get("like", "")) if of is TERMS else None
    if like:
        data |= made.beginning(of.read(like.values)) | {"source": like.source}
    form = made(data=data)
    if isinstance(form, FareRuleForm):
        form.offer([(place.id, place.name) for place in every_place(db.session)])
    here = url_for(".set_rule", name=name)
    return rule_page("honoraria/staff_rule.html", of, form, at, towns=EXAMPLES if of is TERMS else {}, here=here)
