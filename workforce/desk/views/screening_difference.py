"""When two assessors must talk about their points: setting a new rule from a day on."""

from flask import redirect, url_for

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import explained
from ...database import db
from ...screening.rules.differences import SCREENING_DIFFERENCE, words
from ...web import render
from ..forms.screening_difference import ScreeningDifferenceForm
from . import views


@views.route("/staff/policies/screening-difference", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_screening_difference():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    now = policies.current(db.session, SCREENING_DIFFERENCE, at=at)
    form = ScreeningDifferenceForm(data={"from_day": clock.today(at), "criterion": now.criterion, "total": now.total})
    rule, is_set = explained(SCREENING_DIFFERENCE, form, at)
    if is_set:
        return redirect(url_for(".policies"), 303)
    meaning = words(rule) if rule else None
    return render("desk/policy_screening_difference.html", kind=SCREENING_DIFFERENCE, form=form, meaning=meaning)
