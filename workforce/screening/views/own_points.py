"""What an applicant reads of the assessment: on their page how it stands, and after the result their own points."""

from flask import abort, url_for
from flask_babel import gettext as _

from ...access import public
from ...catalogue.models import Selection
from ...database import db
from ...enrolment.models import State
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...web import render
from ..models import Outcome
from ..queries import own_points as queries
from . import views

SAID = {
    Outcome.SEAT: lambda: _("You got a seat because of your points."),
    Outcome.WAITING: lambda: _("Others had more points for the seats. The waiting list is in the order of points."),
    Outcome.BELOW: lambda: _("You had fewer points than are needed for a seat in this course."),
}


@views.get("/enrolments/<receipt>/points")
@public
def points(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    own = queries.own_points(db.session, enrolment.id, enrolment.cohort_id) or abort(404)
    return render("screening/points.html", enrolment=enrolment, cohort=enrolment.cohort, own=own, said=SAID)


def section(database, shown, *, at):
    """On the private page; nothing where people are not chosen by criteria, and no statement either."""
    cohort = shown.cohort
    if cohort.selection is not Selection.SCREENING:
        return []
    if cohort.decided_at is None:
        return [waiting(cohort)] if shown.state is State.APPLIED else []
    row = queries.outcome_of(database, shown.id, shown.cohort_id)
    if row is None or row.outcome not in SAID:
        return []
    said = [_("Two people read your answers without your name and gave points by the criteria."), SAID[row.outcome]()]
    link = url_for("screening.points", receipt=shown.receipt)
    return [(_("How you were chosen"), said, link, _("See your points"))]


def waiting(cohort):
    said = [_("Two people read your answers without your name, each on their own. They never learn who you are.")]
    link = url_for("site.cohort", code=cohort.code) + "#criteria"
    return (_("How you are chosen"), said, link, _("What they look for"))
