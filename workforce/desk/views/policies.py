"""Rules that differ by place: what counts, what counted, what will; and setting a new one from a day on."""

from datetime import time, timedelta

from flask import redirect, url_for

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...enrolment.rules.draw_weights import DRAW_WEIGHTS
from ...enrolment.rules.draw_weights import words as weights_in_words
from ...enrolment.rules.offers import OFFER_HOURS, deadline, words
from ...money.views.policies import FORMS as MONEY_RULES
from ...money.views.policies import explained
from ...outbox.quiet import QUIET_HOURS
from ...web import render
from ..forms.policies import DrawWeightsForm, OfferHoursForm, QuietHoursForm
from ..queries import policies as queries
from . import views

FREED = time(19)
AHEAD = (20, 2)
"""How many days lie before the courses of the worked examples."""


@views.get("/staff/policies", endpoint="policies")
@requires(Permission.DESK_USE)
def every_rule():
    return render("desk/policies.html", kinds=queries.versions(db.session, at=clock.now()), pages=pages())


def pages():
    """{name of a kind of rule: where a new one is set}."""
    own = {
        name: url_for(f".set_{name}")
        for name in (
            *("offer_hours", "draw_weights", "quiet_hours", "reservation_limits"),
            *("guardian_hold", "screening_difference"),
        )
    }
    return own | {name: url_for("money.set_rule", name=name) for name in MONEY_RULES}


@views.route("/staff/policies/draw-weights", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_draw_weights():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    now = policies.current(db.session, DRAW_WEIGHTS, at=at)
    form = DrawWeightsForm(
        data={"from_day": clock.today(at), "lost": now.lost, "newcomer": now.newcomer, "most": now.most}
    )
    rule, is_set = explained(DRAW_WEIGHTS, form, at)
    if is_set:
        return redirect(url_for(".policies"), 303)
    return render("desk/policy_draw_weights.html", form=form, meaning=weights_in_words(rule) if rule else None)


@views.route("/staff/policies/offer-hours", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_offer_hours():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    form = OfferHoursForm(data=beginning(at))
    rule, is_set = explained(OFFER_HOURS, form, at)
    if is_set:
        return redirect(url_for(".policies"), 303)
    form.add_spare_rows()
    return render(
        "desk/policy_offer_hours.html",
        form=form,
        meaning=words(rule) if rule else None,
        examples=list(examples(rule, at)) if rule else [],
    )


@views.route("/staff/policies/quiet-hours", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_quiet_hours():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    now = policies.current(db.session, QUIET_HOURS, at=at)
    form = QuietHoursForm(data={"from_day": clock.today(at), "begins": now.begins, "ends": now.ends})
    rule, is_set = explained(QUIET_HOURS, form, at)
    if is_set:
        return redirect(url_for(".policies"), 303)
    return render("desk/policy_quiet_hours.html", form=form, meaning=QUIET_HOURS.words(rule) if rule else None)


def beginning(at):
    """The form begins with what counts now, from today on."""
    now = policies.current(db.session, OFFER_HOURS, at=at)
    return {
        "from_day": clock.today(at),
        "opens": now.opens,
        "closes": now.closes,
        "steps": [{"days": step.days, "hours": step.hours} for step in now.steps],
        "at_least_minutes": now.at_least // timedelta(minutes=1),
    }


def examples(rule, at):
    """(days before the start, when the seat becomes free, until when it can be taken or None)."""
    freed = clock.instant(clock.today(at), FREED)
    for days in AHEAD:
        starts_at = freed + timedelta(days=days)
        yield days, freed, deadline(rule, at=freed, starts_at=starts_at, last=starts_at)
