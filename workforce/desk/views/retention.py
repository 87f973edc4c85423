"""What is deleted when its time is over: the rules, what would go now, and what went last night."""

from flask import current_app

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...operations import models
from ...operations import retention as keeping
from ...web import render
from . import views


@views.get("/staff/retention")
@requires(Permission.AUDIT_READ)
def retention():
    years = current_app.config["SETTINGS"].keeping
    due = keeping.preview(db.session, at=clock.now(), keeping=years)
    last = models.last_retention(db.session)
    went = last.counts if last else {}
    return render(
        "desk/retention.html",
        rows=[(step.sentence(years), due[step.name], went.get(step.name, 0)) for step in keeping.STEPS],
        last=last,
    )
