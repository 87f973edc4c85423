"""Entering oneself: the screen with the code for the room, and the page on which people type it."""

import io
from functools import partial

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock, i18n, links
from ...access import Permission, public, requires
from ...database import db, survive
from ...enrolment.views.finding import not_theirs
from ...enrolment.views.receipts import theirs
from ...links import Purpose
from ...people.actions import attempts
from ...people.rules.throttles import MINUTES as QUARTER
from ...people.rules.throttles import Limit
from ...web import render
from ...web.visitors import key
from ..actions import check_in as actions
from ..forms.check_in import CheckInForm
from ..models import Status
from ..queries import arriving, rolls
from ..rules.check_in import code_of, minute_of
from . import views
from .loading import refuse_stranger

TRIES = (Limit(10, QUARTER),)  # two of a million codes fit at any moment


def secret_of(session_id: int) -> str:
    return links.secret_word("check-in", str(session_id))


@views.get("/instructor/lessons/<int:session_id>/code")
@requires(Permission.ATTENDANCE_TAKE)
def code(session_id):
    refuse_stranger(session_id)
    sitting = rolls.sitting(db.session, session_id) or abort(404)
    now = minute_of(clock.now())
    return render("attendance/code.html", sitting=sitting, code=code_of(secret_of(session_id), now), minute=now)


@views.get("/instructor/lessons/<int:session_id>/code.svg")
@requires(Permission.ATTENDANCE_TAKE)
def code_picture(session_id):
    """The address that a phone opens, with this minute's code in it."""
    import segno  # here, because every start would pay for it

    refuse_stranger(session_id)
    shown = code_of(secret_of(session_id), minute_of(clock.now()))
    language = i18n.current().code
    address = links.whole("attendance.arrive", language=language, session_id=session_id, code=shown)
    image = io.BytesIO()
    segno.make(address, error="m").save(image, kind="svg", scale=6, border=4, light="#fff", xmldecl=False)
    return Response(image.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@views.get("/check-in/<int:session_id>/<code>")
@public
def arrive(session_id, code):
    """Where the picture leads: to the own page of whoever this is, with the code filled in."""
    person_id = current_user.person_id if current_user.is_authenticated else None
    granted = links.granted(Purpose.ENROLMENT)
    receipt = arriving.receipt_on_roll(db.session, session_id, granted=granted, person_id=person_id)
    if receipt:
        return redirect(url_for(".check_in", receipt=receipt, code=code), 303)
    here = url_for(".arrive", session_id=session_id, code=code)
    return render("attendance/arrive.html", code=code, here=here)


@views.route("/enrolments/<receipt>/check-in", methods=["GET", "POST"])
@public
def check_in(receipt):
    enrolment = theirs(receipt)
    if enrolment is None:
        return not_theirs(receipt)
    form = CheckInForm(data={"code": request.args.get("code", "")[:20]})
    if form.done(lambda: enter(enrolment, form.code.data)):
        mark = form.result
        is_late = mark.status is Status.LATE
        flash(_("You are entered as late.") if is_late else _("You are entered as present. Welcome!"))
        return redirect(url_for(".own", receipt=receipt), 303)
    return render("attendance/check_in.html", form=form, enrolment=enrolment, cohort=enrolment.cohort)


def enter(enrolment, code):
    at, who = clock.now(), key("check-in", enrolment.receipt)
    attempts.refuse_too_many(db.session, {who: TRIES}, at=at)
    try:
        return actions.check_in(db.session, enrolment, code=code, secret_of=secret_of, at=at)
    except actions.WrongCode:
        survive(partial(attempts.note, keys=[who], at=at))
        raise
