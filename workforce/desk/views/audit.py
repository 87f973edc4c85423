"""The last result of the audit, and running it now."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ... import clock
from ...access import Permission, requires
from ...audit import models, running
from ...audit.registry import CHECKS
from ...database import db
from ...forms import ButtonForm
from ...web import render
from . import views


@views.get("/staff/audit")
@requires(Permission.AUDIT_READ)
def audit():
    last = models.last(db.session)
    checks = [(check, last.findings.get(name, []) if last else None) for name, check in CHECKS.items()]
    return render(
        "desk/audit.html",
        last=last,
        broken=[(check, rows) for check, rows in checks if rows],
        holding=[check for check, rows in checks if not rows],
    )


@views.post("/staff/audit")
@requires(Permission.AUDIT_READ)
def run_audit():
    """Here and now: reading everything takes seconds, and the answer is wanted at once."""
    if ButtonForm().validate_on_submit():
        result = running.run(db.session, at=clock.now())
        flash(_("The audit ran.") if result.findings else _("The audit ran and found nothing."))
        return redirect(url_for(".audit"), 303)
    return audit()
