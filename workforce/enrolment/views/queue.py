"""Staff put somebody at another place of the waiting list."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ...web.lists import way_back
from ..actions import queue
from ..forms.moves import PlaceForm
from ..queries import every_seat as queries
from . import views
from .moves import load


@views.route("/staff/enrolments/<receipt>/place", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_place(receipt):
    enrolment, form = load(receipt), PlaceForm()
    person, cohort = enrolment.person, enrolment.cohort
    back = way_back(url_for(".cohort_seats", code=cohort.code))
    done = _("%(name)s is number %(place)s on the waiting list now.", name=person.name, place=form.place.data)
    if form.done(
        lambda: queue.reorder(
            db.session,
            enrolment,
            place=form.place.data,
            reason=form.reason.data,
            by=current_user,
            at=clock.now(),
        )
    ):
        flash(done)
        return redirect(back, 303)
    form.back.data = back
    waiting = queries.waiting(db.session, cohort.id)
    return render(
        "enrolment/staff_place.html",
        enrolment=enrolment,
        person=person,
        cohort=cohort,
        form=form,
        waiting=waiting,
        place=next((n for n, row in enumerate(waiting, 1) if row.id == enrolment.id), None),
        back=back,
    )
