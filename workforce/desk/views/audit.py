"""The audit: its last result, and a button that asks a worker for a new one."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...audit import actions, models
from ...audit.registry import CHECKS
from ...database import db
from ...forms import ButtonForm
from ...operations import queries as operations
from ...web import render
from . import views


@views.get("/staff/audit")
@requires(Permission.AUDIT_READ)
def audit():
    last = models.last(db.session)
    checks = [(check, last.findings.get(name, []) if last else None) for name, check in CHECKS.items()]
    asked = models.last_request(db.session)
    is_open = asked is not None and asked.ended_at is None
    return render(
        "desk/audit.html",
        last=last,
        asked=asked,
        is_open=is_open,
        has_failed=asked is not None and not is_open and asked.run_id is None,
        nobody_works=is_open and not operations.somebody_works(db.session, clock.now()),
        broken=[(check, rows) for check, rows in checks if rows],
        holding=[check for check, rows in checks if not rows],
    )


@views.post("/staff/audit")
@requires(Permission.AUDIT_READ)
def run_audit():
    """A worker does it: reading everything takes its time, and nobody else should wait for it."""
    if not ButtonForm().validate_on_submit():
        return audit()
    if actions.ask(db.session, by=current_user, at=clock.now()):
        flash(_("The audit begins in a moment. You can leave this page."))
    else:
        flash(_("An audit is under way already."))
    return redirect(url_for(".audit"), 303)
