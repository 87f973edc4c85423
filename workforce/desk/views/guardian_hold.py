"""How long a seat is held for a guardian: setting a new rule from a day on."""

from datetime import time, timedelta

from flask_babel import gettext as _

from ... import clock, policies
from ...access import Permission, requires
from ...catalogue.views.rules import rule_page
from ...database import db
from ...enrolment.rules.holds import GUARDIAN_HOLD, deadline
from ...i18n.formats import moment
from ..forms.guardian_hold import GuardianHoldForm
from . import views

ASKED = time(10)
AHEAD = (40, 5)
"""How many days lie before the courses of the worked examples."""


@views.route("/staff/policies/guardian-hold", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_guardian_hold():
    at = clock.now()
    form = GuardianHoldForm(data=beginning(at))
    return rule_page("desk/policy_guardian_hold.html", GUARDIAN_HOLD, form, at, examples)


def beginning(at):
    """The form begins with what counts now, from today on."""
    now = policies.current(db.session, GUARDIAN_HOLD, at=at)
    return {
        "from_day": clock.today(at),
        "closes": now.closes,
        "steps": [{"before": step.before, "days": step.days} for step in now.steps],
        "remind_percent": now.remind_percent,
    }


def examples(rule, at):
    """How long the seat of somebody who applies this morning is held, a sentence for each course of AHEAD."""
    asked = clock.instant(clock.today(at), ASKED)
    for days in AHEAD:
        yield _(
            "Somebody under 18 applies on %(asked)s for a course that begins %(days)s days later:"
            " the seat is held until %(until)s.",
            asked=moment(asked),
            days=days,
            until=moment(deadline(rule, at=asked, starts_at=asked + timedelta(days=days))),
        )
