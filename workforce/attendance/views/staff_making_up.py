"""Staff see what a trainee can make up where, book it with a reason if a limit is reached, and print the proof form."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, printing
from ...access import Permission, requires
from ...database import db
from ...enrolment.queries import guests
from ...enrolment.views.records import load
from ...forms import ButtonForm
from ...i18n import speaking
from ...i18n.formats import day, duration
from ...i18n.wording import plain
from ...web import render, send_pdf
from ..actions import making_up as actions
from ..forms.making_up import BookingForm
from ..queries import making_up as queries
from ..queries import outlooks
from ..rules.making_up_refusals import NothingForElsewhere
from . import views
from .making_up import asking, shown, titles


@views.get("/staff/enrolments/<receipt>/make-up")
@requires(Permission.ENROLMENTS_READ)
def staff_make_up(receipt):
    enrolment, at = load(receipt), clock.now()
    outlook = outlooks.of(db.session, [enrolment.id]).get(enrolment.id)
    found = shown(enrolment, at, is_staff=True)
    return render("attendance/staff_make_up.html", person=enrolment.person, outlook=outlook, **found)


@views.route("/staff/enrolments/<receipt>/make-up/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def staff_book_make_up(receipt, session_id):
    enrolment, form, at = load(receipt), BookingForm(), clock.now()
    given = {"reason": form.reason.data, "by": current_user, "at": at}
    if form.done(lambda: actions.book(db.session, enrolment, session_id, **given)):
        flash(_("The seat is booked."))
        return redirect(url_for(".staff_make_up", receipt=receipt), 303)
    offer = actions.look(db.session, enrolment, session_id, at=at) or abort(404)
    return asking("attendance/staff_booking.html", enrolment, form, offer)


@views.route("/staff/enrolments/<receipt>/make-up/seats/<int:guest_id>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def staff_give_back_make_up(receipt, guest_id):
    enrolment, form, at = load(receipt), ButtonForm(), clock.now()
    guest = guests.one_of(db.session, enrolment.id, guest_id) or abort(404)
    seat = queries.sitting_of(db.session, guest.session_id) or abort(404)
    if form.done(lambda: actions.give_back(db.session, guest, enrolment, by=current_user, at=at)):
        flash(_("The seat is given back."))
        return redirect(url_for(".staff_make_up", receipt=receipt), 303)
    return render(
        "attendance/staff_giving_back.html", enrolment=enrolment, person=enrolment.person, form=form, seat=seat
    )


@views.get("/staff/enrolments/<receipt>/make-up/proof.pdf")
@requires(Permission.ATTENDANCE_MANAGE)
def make_up_proof(receipt):
    """補講修了確認書 in Japanese, for another provider to fill in; the result is recorded as a paper about hours.

    It names what is missing and is not booked here. Raises NothingForElsewhere.
    """
    enrolment, at = load(receipt), clock.now()
    case, items = queries.case(db.session, enrolment.id, at=at), titles(enrolment.cohort.course_id)
    rows = [(items[item], minutes) for item, minutes in case.missing.items()]
    if not rows:
        raise NothingForElsewhere
    with speaking("ja"):
        body = printing.pdf(
            "make_up_proof",
            at=at,
            name=enrolment.person.name,
            kana=enrolment.person.kana,
            born=day(enrolment.person.birth_date) if enrolment.person.birth_date else "",
            course=plain(enrolment.cohort.course.title),
            code=enrolment.cohort.code,
            receipt=enrolment.receipt,
            printed=day(at),
            rows=[
                [one.number, plain(one.title), duration(minutes)]
                for one, minutes in sorted(rows, key=lambda row: row[0].place)
            ],
        )
    return send_pdf(body, f"make-up-{enrolment.receipt}")


def way(_session, enrolment, standing, *, at):
    """On the staff page of hours."""
    if standing.lost or standing.missing:
        yield _("Make-up"), url_for("attendance.staff_make_up", receipt=enrolment.receipt)
