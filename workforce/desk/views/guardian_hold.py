"""How long a seat is held for a guardian: setting a new rule from a day on."""

from datetime import time, timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, policies
from ...access import Permission, requires
from ...database import db
from ...enrolment.rules.holds import GUARDIAN_HOLD, deadline, words
from ...i18n.formats import day
from ...web import render
from ..forms.guardian_hold import GuardianHoldForm
from . import views

ASKED = time(10)
AHEAD = (40, 5)
"""How many days lie before the courses of the worked examples."""


@views.route("/staff/policies/guardian-hold", methods=["GET", "POST"])
@requires(Permission.POLICIES_SET)
def set_guardian_hold():
    """The first press shows what the rule means, the second sets it."""
    at = clock.now()
    form = GuardianHoldForm(data=beginning(at))
    rule = None
    if form.done(lambda: checked(form, at)):
        rule = form.result
        if "save" in request.form and form.previewed.data == form.fingerprint and form.done(lambda: save(form, at)):
            flash(_("The rule counts from %(day)s on.", day=day(form.from_day.data)))
            return redirect(url_for(".policies"), 303)
        form.previewed.data = form.fingerprint
    form.add_spare_rows()
    return render(
        "desk/policy_guardian_hold.html",
        form=form,
        meaning=words(rule) if rule else None,
        examples=list(examples(rule, at)) if rule else [],
    )


def beginning(at):
    """The form begins with what counts now, from today on."""
    now = policies.current(db.session, GUARDIAN_HOLD, at=at)
    return {
        "from_day": clock.today(at),
        "closes": now.closes,
        "steps": [{"before": step.before, "days": step.days} for step in now.steps],
        "remind_percent": now.remind_percent,
    }


def checked(form, at):
    """The rule that would be set. Raises what `policies.set_rule` would."""
    rule = GUARDIAN_HOLD.read(form.values())
    policies.refuse(GUARDIAN_HOLD, rule, from_day=form.from_day.data, source=form.source.data, at=at)
    return rule


def save(form, at):
    return policies.set_rule(
        db.session,
        GUARDIAN_HOLD,
        from_day=form.from_day.data,
        values=form.values(),
        source=form.source.data,
        by=current_user,
        at=at,
    )


def examples(rule, at):
    """(days before the start, when somebody applies, until when the seat is held)."""
    asked = clock.instant(clock.today(at), ASKED)
    for days in AHEAD:
        yield days, asked, deadline(rule, at=asked, starts_at=asked + timedelta(days=days))
