"""Who could not finish any more: as it was computed last night, and as it would be without a session."""

from flask import request
from flask_babel import gettext as _

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...enrolment.views.board import load
from ...i18n.formats import hours, short_day
from ...web import render
from ..actions import outlooks as actions
from ..forms.making_up import DropForm
from ..models import Prospect
from ..queries import outlooks as queries
from . import views

PROSPECTS = {
    Prospect.NOTHING_MISSING: (lambda: _("Nothing to make up"), "good"),
    Prospect.REPAIRABLE: (lambda: _("Can make everything up"), "wait"),
    Prospect.LAST_CHANCE: (lambda: _("Last chance soon"), "few"),
    Prospect.IMPOSSIBLE: (lambda: _("Cannot finish by our lessons"), "bad"),
}
WORSE = list(PROSPECTS)


@views.get("/staff/outlooks")
@requires(Permission.ENROLMENTS_READ)
def outlooks():
    return render("attendance/staff_outlooks.html", rows=queries.in_danger(db.session), prospects=PROSPECTS)


@views.get("/staff/cohorts/<code>/what-if")
@requires(Permission.ATTENDANCE_MANAGE)
def what_if(code):
    """What would become of everybody if one session of this cohort were dropped. Nothing is changed."""
    cohort, at = load(code), clock.now()
    form = DropForm(formdata=request.args, meta={"csrf": False})
    coming = queries.sessions_to_come(db.session, cohort.id, at=at)
    form.session.offer([(str(one.id), named(one)) for one in coming])
    chosen = next((one for one in coming if str(one.id) == form.session.data), None)
    return render(
        "attendance/staff_what_if.html",
        cohort=cohort,
        form=form,
        coming=coming,
        chosen=chosen,
        rows=compared(cohort, chosen, at) if chosen else [],
        prospects=PROSPECTS,
    )


def named(sitting):
    return f"{short_day(sitting.starts_at)} {hours(sitting.starts_at, sitting.ends_at)}"


def compared(cohort, dropped, at):
    """[(person, before, after)] of everybody for whom it would be worse without this session, guests of it as well."""
    people = queries.concerned(db.session, cohort.id, dropped.id)
    ids = [one.id for one in people]
    before = {one.enrolment_id: one for one in actions.compute(db.session, ids, at=at)}
    after = {one.enrolment_id: one for one in actions.compute(db.session, ids, at=at, without=[dropped.id])}
    rows = [(one, before[one.id], after[one.id]) for one in people if one.id in after]
    worse = [row for row in rows if WORSE.index(row[2].prospect) > WORSE.index(row[1].prospect)]
    return sorted(worse, key=lambda row: (-WORSE.index(row[2].prospect), row[0].id))
