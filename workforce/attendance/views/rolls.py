"""The roll call: one page that works as a plain form, and what its script sends and asks."""

import uuid

from flask import Response, abort, current_app, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from ... import clock, policies
from ...access import Permission, may, public, requires
from ...database import db
from ...forms import ButtonForm
from ...refusals import Refused
from ...web import render
from ..actions import marks as actions
from ..forms.roll import STATUSES, ClosingForm, RollForm, Unreadable, changed, delivered, shown
from ..models import Fate, MarkSource, Status
from ..queries import rolls as queries
from ..queries.rolls import Roll
from ..rules.roll_call import ROLL_CALL
from . import cards, views
from .loading import own_roll, refuse_stranger

CLOSED_MEANWHILE = lazy_gettext("The roll was closed meanwhile. The centre decides about what you recorded.")


@views.route("/instructor/lessons/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def roll(session_id):
    found, at = own_roll(session_id), clock.now()
    form = RollForm(data={"key": str(uuid.uuid4())})
    refused: list[tuple[str, str]] = []
    if form.done(lambda: take(found, form, at)):
        refused = told_refusals(found, form.result)
        if not refused:
            flash(said(form.result))
            return redirect(url_for(".roll", session_id=session_id), 303)
        found = own_roll(session_id)
        form.key.data = str(uuid.uuid4())
    return show(found, form, at, refused)


def take(found: Roll, form, at):
    given = changed(request.form, found, key=form.key.data, at=at)
    source = MarkSource.ROLL_CALL
    return actions.mark_each(db.session, found.sitting.id, given, source=source, by=current_user, at=at)


def told_refusals(found: Roll, answers) -> list[tuple[str, str]]:
    """(name, why) of each who could not be recorded."""
    return [
        (found.called(found.rows[answer.given.enrolment_id]), answer.refusal.text())
        for answer in answers
        if answer.refusal
    ]


def said(answers) -> str:
    if any(answer.mark.fate is Fate.TOO_LATE for answer in answers):
        return str(CLOSED_MEANWHILE)
    return ngettext("Recorded for %(num)s person.", "Recorded for %(num)s people.", len(answers))


def show(found: Roll, form, at, refused=(), closing=None):
    opens_at = policies.current(db.session, ROLL_CALL, at=at).opens_at(found.sitting.starts_at)
    return render(
        "attendance/roll.html",
        form=form,
        closing=closing or closing_form(),
        refused=refused,
        roll=found,
        sitting=found.sitting,
        shown=shown,
        statuses=STATUSES,
        choices=[status for status in Status if status is not Status.NOT_RECORDED],
        opens_at=None if at >= opens_at else opens_at,
        has_cards=cards.may_open(found.sitting, at),
        may_close=at >= opens_at and not found.sitting.is_closed,
        at=at,
    )


@views.post("/instructor/lessons/<int:session_id>/closing")
@requires(Permission.ATTENDANCE_TAKE)
def close_roll(session_id):
    refuse_stranger(session_id)
    at, form = clock.now(), closing_form()
    given = {"by": current_user, "at": at, "reason": form.reason.data if "reason" in form else None}
    if form.done(lambda: actions.close(db.session, session_id, **given)):
        flash(_("The roll is closed."))
        return redirect(url_for(".roll", session_id=session_id), 303)
    return show(own_roll(session_id), RollForm(data={"key": str(uuid.uuid4())}), at, closing=form)


def closing_form():
    """Only staff close a roll early, with a reason."""
    return ClosingForm() if may(current_user, Permission.ATTENDANCE_MANAGE) else ButtonForm()


@views.get("/instructor/lessons/<int:session_id>/state")
@requires(Permission.ATTENDANCE_TAKE)
def state(session_id):
    return private(told_state(own_roll(session_id), clock.now()))


@views.post("/instructor/lessons/<int:session_id>/marks")
@requires(Permission.ATTENDANCE_TAKE)
def deliver(session_id):
    """What a device kept: each mark is answered by its key, so that the device may forget it."""
    refuse_stranger(session_id)
    if not ButtonForm().validate_on_submit():
        abort(400)
    if request.form.get("account") != str(current_user.id):
        abort(409)  # somebody else signed in on this device meanwhile: nothing is recorded in their name
    at = clock.now()
    sitting = queries.sitting(db.session, session_id) or abort(404)
    try:
        given = delivered(request.form.get("marks", ""), at=at, starts_at=sitting.starts_at)
    except Unreadable:
        abort(400)
    answers, why = delivered_answers(session_id, given, at)
    return private({"answers": answers, "why": why} | told_state(own_roll(session_id), at))


def delivered_answers(session_id, given, at):
    """([{"key", "fate" or None, "why" or None}], why nobody at all could be recorded or None)."""
    source = MarkSource.ROLL_CALL
    try:
        found = actions.mark_each(db.session, session_id, given, source=source, by=current_user, at=at)
    except Refused as refusal:
        return [{"key": one.key, "fate": None, "why": refusal.text()} for one in given], refusal.text()
    return [
        {
            "key": one.given.key,
            "fate": one.mark.fate if one.mark else None,
            "why": why(one),
        }
        for one in found
    ], None


def why(answer) -> str | None:
    """What whoever recorded it must be told, if it does not count."""
    if answer.refusal:
        return answer.refusal.text()
    return str(CLOSED_MEANWHILE) if answer.mark.fate is Fate.TOO_LATE else None


def told_state(found: Roll, at) -> dict:
    """What the page must know; no names. `at`: milliseconds, by the server's clock."""
    recorded = {row.enrolment_id: shown(row) for row in found.rows.values()}
    return {
        "at": int(at.timestamp() * 1000),
        "account": current_user.id,
        "token": generate_csrf(),
        "closed": found.sitting.is_closed,
        "recorded": len(found.expected) - len(found.missing),
        "expected": len(found.expected),
        "people": {key: {"status": one.status, "late": one.late, "early": one.early} for key, one in recorded.items()},
    }


@public
def worker():
    """The service worker. It has an address without hash, outside the languages, so that its scope may be theirs."""
    script = current_app.extensions["assets"].by_name["roll/worker.js"]
    return Response(script.body, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def private(values):
    answer = jsonify(values)
    answer.headers["Cache-Control"] = "no-store"
    return answer
