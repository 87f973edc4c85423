"""Staff take somebody to another date of the course, whether enrolment is open or not: with a reason."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import render
from ..actions.transferring import transfer
from ..forms.moves import ReasonForm
from ..queries import own_dates as queries
from ..queries import seats as counts
from ..queries import transfers
from ..rules.own_dates import may_be_taken
from . import views
from .moves import load, page_of
from .own_dates import of_same_course, page, rows_of


@views.get("/staff/enrolments/<receipt>/dates")
@requires(Permission.ENROLMENTS_MANAGE)
def staff_dates(receipt):
    enrolment = load(receipt)
    rows = rows_of(enrolment, queries.dates_for_staff(db.session, enrolment, at=clock.now()))
    return render(
        "enrolment/staff_dates.html",
        enrolment=enrolment,
        cohort=enrolment.cohort,
        rows=rows,
        may_go=may_be_taken(enrolment) or transfers.ended_without_them(db.session, enrolment),
        seats=counts.seats_of(db.session, enrolment.cohort_id, at=clock.now()),
    )


@views.route("/staff/enrolments/<receipt>/dates/<code>", methods=["GET", "POST"])
@requires(Permission.ENROLMENTS_MANAGE)
def staff_date(receipt, code):
    enrolment, form, at = load(receipt), ReasonForm(), clock.now()
    there, reason = of_same_course(enrolment, code), form.reason.data or None
    if form.done(lambda: transfer(db.session, enrolment, there, by=current_user, at=at, reason=reason)):
        flash(_("%(name)s has moved to the new date and is told.", name=enrolment.person.name))
        return redirect(page_of(enrolment), 303)
    if not form.is_refused and enrolment.cohort_id == there.id:
        return redirect(page_of(enrolment), 303)
    seats = counts.seats_of(db.session, enrolment.cohort_id, at=clock.now())
    back = url_for(".staff_dates", receipt=enrolment.receipt)
    return page("enrolment/staff_date.html", enrolment, there, form, at, seats=seats, back=back)
