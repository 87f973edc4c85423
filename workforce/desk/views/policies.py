"""Rules that differ by place: what counts, what counted, what will; and setting a new one from a day on."""

from datetime import time, timedelta

from flask import url_for
from flask_babel import gettext as _

from ... import clock, policies
from ...access import Permission, requires
from ...attendance.views.policies import FORMS as HOURS_RULES
from ...catalogue.views.rules import rule_page
from ...certificates.views.policies import FORMS as CERTIFICATE_RULES
from ...database import db
from ...enrolment.rules.draw_weights import DRAW_WEIGHTS
from ...enrolment.rules.offers import OFFER_HOURS, deadline
from ...enrolment.rules.waiting_ends import WAITING_ENDS
from ...honoraria.views.policies import FORMS as FEE_RULES
from ...i18n.formats import moment
from ...money.views.policies import FORMS as MONEY_RULES
from ...outbox.quiet import QUIET_HOURS
from ...reports.rules.deadlines import DEADLINES
from ...scheduling.rules.answering import ASKING
from ...scheduling.rules.days import LIMITS, TRAVEL
from ...scheduling.rules.ratio import RATIO
from ...web import render
from ..forms.policies import DrawWeightsForm, OfferHoursForm, QuietHoursForm, WaitingEndsForm
from ..queries import policies as queries
from . import views

OWN = (
    *("offer_hours", "waiting_ends", "draw_weights", "screening_difference", "quiet_hours"),
    *("reservation_limits", "guardian_hold", "room_minutes", "own_calendars"),
)
"""The kinds of rule with a page of their own here."""
FREED = time(19)
AHEAD = (20, 2)
"""How many days lie before the courses of the worked examples."""


@views.get("/staff/policies", endpoint="policies")
@requires(Permission.DESK_USE)
def every_rule():
    return render("desk/policies.html", kinds=queries.versions(db.session, at=clock.now()), pages=pages())


def pages():
    """{name of a kind of rule: where a new one is set}."""
    return (
        {name: url_for(f".set_{name}") for name in OWN}
        | {name: url_for("money.set_rule", name=name) for name in MONEY_RULES}
        | {name: url_for("attendance.set_hours_rule", name=name) for name in HOURS_RULES}
        | {"making_up": url_for("attendance.set_making_up")}
        | {name: url_for("certificates.set_rule", name=name) for name in CERTIFICATE_RULES}
        | {name: url_for("honoraria.set_rule", name=name) for name in FEE_RULES}
        | {DEADLINES.name: url_for("reports.set_deadlines")}
        | {TRAVEL.name: url_for("scheduling.set_travel"), LIMITS.name: url_for("scheduling.set_limits")}
        | {ASKING.name: url_for("scheduling.set_asking")}
        | {RATIO.name: url_for("scheduling.set_ratio")}
    )


@views.route("/staff/policies/draw-weights", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_draw_weights():
    at = clock.now()
    now = policies.current(db.session, DRAW_WEIGHTS, at=at)
    form = DrawWeightsForm(
        data={"from_day": clock.today(at), "lost": now.lost, "newcomer": now.newcomer, "most": now.most}
    )
    return rule_page("desk/policy_draw_weights.html", DRAW_WEIGHTS, form, at)


@views.route("/staff/policies/offer-hours", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_offer_hours():
    at = clock.now()
    return rule_page("desk/policy_offer_hours.html", OFFER_HOURS, OfferHoursForm(data=beginning(at)), at, examples)


@views.route("/staff/policies/quiet-hours", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_quiet_hours():
    at = clock.now()
    now = policies.current(db.session, QUIET_HOURS, at=at)
    form = QuietHoursForm(data={"from_day": clock.today(at), "begins": now.begins, "ends": now.ends})
    return rule_page("desk/policy_quiet_hours.html", QUIET_HOURS, form, at)


@views.route("/staff/policies/waiting-ends", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_waiting_ends():
    at = clock.now()
    now = policies.current(db.session, WAITING_ENDS, at=at)
    form = WaitingEndsForm(data={"from_day": clock.today(at), "days": now.days})
    return rule_page("desk/policy_waiting_ends.html", WAITING_ENDS, form, at)


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
    """What becomes of a seat that is freed this evening, a sentence for each course of AHEAD."""
    freed = clock.instant(clock.today(at), FREED)
    for days in AHEAD:
        starts_at = freed + timedelta(days=days)
        yield example(days, freed, deadline(rule, at=freed, starts_at=starts_at, last=starts_at))


def example(days, freed, until):
    said = {"freed": moment(freed), "days": days}
    if until is None:
        return _(
            "A seat that becomes free on %(freed)s in a course that begins %(days)s days later:"
            " it is too late for a letter, you call.",
            **said,
        )
    return _(
        "A seat that becomes free on %(freed)s in a course that begins %(days)s days later: answer until %(until)s.",
        **said,
        until=moment(until),
    )
