"""A better plan is looked for while a page is read, which keeps nobody waiting, and shown before anything changes."""

from functools import partial

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db, wholly
from ...web import render
from ..actions import plans
from ..forms.boards import SeatsForm, written
from ..rules import scoring
from ..rules.solving import solve
from ..rules.words import CRITERIA
from . import views
from .boards import found_board, said_of
from .words import broken_words, sentence


@views.get("/staff/cohorts/<code>/tables/<int:session_id>/proposal")
@requires(Permission.ATTENDANCE_MANAGE)
def proposal(code, session_id):
    """With `all`, everybody may move; otherwise as few as a good plan needs."""
    cohort, board = found_board(code, session_id)
    if board.plan is None:
        abort(404)
    return show(cohort, board, SeatsForm(formdata=None, data={"revision": board.revision}))


def show(cohort, board, form):
    is_whole = "all" in request.values or not board.seats
    has_room = len(board.coming) <= board.hall.seats
    seats = solve(board.task, now=None if is_whole else board.seats) if has_room else {}
    form.seats.data, form.revision.data = written(seats), board.revision
    names = {one.id: board.called(one) for one in board.faces.values()}
    moved = [one for one in board.coming if one.seat != seats.get(one.id)] if has_room else []
    return render(
        "seating/proposal.html",
        cohort=cohort,
        board=board,
        form=form,
        seats=seats,
        seated=sorted((one for one in board.coming if one.id in seats), key=lambda one: seats[one.id]),
        has_room=has_room,
        is_whole=is_whole,
        after=scoring.score(board.task, seats),
        broken=[broken_words(one, names) for one in scoring.broken(board.task, seats)],
        moved=[one for one in moved if one.seat],
        new=[one for one in moved if not one.seat],
        sentence=partial(sentence, hall=board.hall),
        criteria=CRITERIA,
        said_of=said_of,
    )


@views.post("/staff/cohorts/<code>/tables/<int:session_id>/proposal")
@requires(Permission.ATTENDANCE_MANAGE)
def take(code, session_id):
    """What the page showed, and only that: nothing is looked for while the database waits."""
    form = SeatsForm()
    given = {"revision": form.seen, "by": current_user, "at": clock.now()}
    if form.done(lambda: wholly(lambda: plans.apply(db.session, session_id, form.given, **given))):
        flash(_("Everybody has their place now."))
        return redirect(url_for(".plan", code=code, session_id=session_id), 303)
    cohort, board = found_board(code, session_id)
    if board.plan is None:
        abort(404)
    return render("seating/refused.html", 422, cohort=cohort, board=board, form=form)
