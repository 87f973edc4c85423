"""Staff see who sits where, and move people chair by chair."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db, wholly
from ...enrolment.rules.professions import EXPERIENCES
from ...web import render
from ..actions import plans
from ..forms.boards import ChangeForm, HallForm, RevisionForm, number
from ..forms.facts import language_name
from ..queries import boards as queries
from ..queries.boards import Board
from ..rules.tables import Hall, proposed
from ..rules.words import CRITERIA, PROFESSIONS
from . import views
from .words import broken_words, sentence


@views.get("/staff/cohorts/<code>/tables")
@requires(Permission.ATTENDANCE_MANAGE)
def cohort(code):
    """Its sessions, each with how far its tables are."""
    found = cohort_brief(db.session, code) or abort(404)
    sessions = queries.plans_of_cohort(db.session, found.id)
    return render("seating/cohort.html", cohort=found, sessions=sessions, at=clock.now())


def found_board(code, session_id) -> tuple:
    """(the cohort, the board); 404 where the session is none of the cohort's, or nobody meets."""
    cohort = cohort_brief(db.session, code) or abort(404)
    board = queries.board(db.session, session_id)
    if board is None or board.sitting.cohort_id != cohort.id or board.sitting.online:
        abort(404)
    return cohort, board


@views.get("/staff/cohorts/<code>/tables/<int:session_id>")
@requires(Permission.ATTENDANCE_MANAGE)
def plan(code, session_id):
    """`picked`: an enrolment whose next chair is being chosen."""
    cohort, board = found_board(code, session_id)
    if board.plan is None:
        return redirect(url_for(".hall", code=code, session_id=session_id), 303)
    form = ChangeForm(formdata=None, data={"revision": board.revision})
    return show(cohort, board, form, number(request.args.get("picked")))


def show(cohort, board: Board, form: ChangeForm, picked_id: int = 0):
    picked = board.faces.get(picked_id)
    form.picked.data, form.revision.data = picked.id if picked else "", board.revision
    return render(
        "seating/plan.html",
        cohort=cohort,
        board=board,
        form=form,
        button=RevisionForm(formdata=None, data={"revision": board.revision}),
        picked=picked,
        **words_of(board),
        said_of=said_of,
    )


def words_of(board: Board) -> dict:
    names = {one.id: board.called(one) for one in board.faces.values()}
    return {
        "sentence": lambda part: sentence(part, board.hall),
        "broken": [broken_words(one, names) for one in board.broken],
        "criteria": CRITERIA,
    }


def said_of(face) -> str:
    """What mixing looks at, in a few words."""
    known = face.known
    found = [PROFESSIONS.get(known.profession), known.employer, EXPERIENCES.get(known.experience)]
    found.append(language_name(known.language) if known.language != "ja" else None)
    return str(_(" · ")).join(str(one) for one in found if one)


@views.post("/staff/cohorts/<code>/tables/<int:session_id>")
@requires(Permission.ATTENDANCE_MANAGE)
def change(code, session_id):
    form = ChangeForm()
    act = ACTS.get(form.act.data, sit)
    given = {"revision": form.seen, "by": current_user, "at": clock.now()}
    if form.done(lambda: wholly(lambda: act(session_id, form, **given))):
        return redirect(url_for(".plan", code=code, session_id=session_id), 303)
    cohort, board = found_board(code, session_id)
    if board.plan is None:
        return redirect(url_for(".hall", code=code, session_id=session_id), 303)
    return show(cohort, board, form, number(form.picked.data))


def sit(session_id, form, **given):
    plans.move(db.session, session_id, number(form.picked.data), form.chair, **given)


def stand(session_id, form, **given):
    plans.stand(db.session, session_id, number(form.picked.data), **given)


def pin(session_id, form, **given):
    plans.pin(db.session, session_id, number(form.picked.data), is_pinned=form.act.data == "pin", **given)


def come(session_id, form, **given):
    plans.come(db.session, session_id, number(form.picked.data), is_coming=form.act.data == "coming", **given)


ACTS = {"stand": stand, "pin": pin, "loosen": pin, "away": come, "coming": come}


@views.route("/staff/cohorts/<code>/tables/<int:session_id>/hall", methods=["GET", "POST"])
@requires(Permission.ATTENDANCE_MANAGE)
def hall(code, session_id):
    """How many tables and chairs; the first time it begins the plan."""
    cohort, board = found_board(code, session_id)
    seats = queries.room_seats(db.session, session_id)
    now = board.plan.hall if board.plan else proposed(len(board.coming), seats)
    form = HallForm(data={**now._asdict(), "revision": board.revision})
    if form.done(lambda: wholly(lambda: set_up(board, form, by=current_user, at=clock.now()))):
        return redirect(url_for(".plan", code=code, session_id=session_id), 303)
    return render("seating/hall.html", cohort=cohort, board=board, form=form, seats=seats)


def set_up(board: Board, form: HallForm, **given):
    hall: Hall = form.hall
    if board.plan is None:
        plans.begin(db.session, board, hall, **given)
    else:
        plans.set_up(db.session, board.sitting.id, hall, revision=form.seen, **given)


@views.post("/staff/cohorts/<code>/tables/<int:session_id>/shown")
@requires(Permission.ATTENDANCE_MANAGE)
def publish(code, session_id):
    """People see their table on their page, or with `hide` no more."""
    form, is_published = RevisionForm(), "hide" not in request.form
    given = {"is_published": is_published, "revision": form.seen, "by": current_user, "at": clock.now()}
    if form.done(lambda: wholly(lambda: plans.publish(db.session, session_id, **given))):
        flash(_("People see their table on their page now.") if is_published else _("Nobody sees their table now."))
        return redirect(url_for(".plan", code=code, session_id=session_id), 303)
    cohort, board = found_board(code, session_id)
    if board.plan is None:
        abort(404)
    shown = ChangeForm(formdata=None)
    shown.form_errors.extend(form.form_errors)
    return show(cohort, board, shown)
