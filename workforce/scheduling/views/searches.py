"""Staff see whom they asked, what came of it, and decide."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...catalogue.queries.cohorts import cohort_brief
from ...database import db, wholly
from ...forms import ButtonForm
from ...web import render
from .. import hooks
from ..actions.requests import answering, deciding
from ..forms.teaching import DUTIES
from ..queries.requests import pages as queries
from ..rules.request_words import where
from ..rules.requests import HAS
from . import views
from .search_words import ENDINGS, GROUPS, MOVES, PROPOSALS, STANDINGS, group_of, moves_of

ACTIONS = {
    "accept": lambda *given, **who: answering.accept(*given, **who, by_staff=True),
    "decline": lambda *given, **who: answering.decline(*given, **who, by_staff=True),
    "go_on": deciding.go_on,
    "take_offer": deciding.take_offer,
    "ask_again": deciding.ask_again,
    "confirm": deciding.confirm,
    "call_off": deciding.call_off,
}


@views.get("/staff/teaching/requests")
@requires(Permission.ASSIGNMENTS_MANAGE)
def searches():
    """`cohort` in the address: of one alone, also those that are over."""
    at, code = clock.now(), request.args.get("cohort")
    cohort = (cohort_brief(db.session, code) or abort(404)) if code else None
    found = queries.listed(db.session, at=at, cohort_id=cohort.id if cohort else None)
    groups = [(title, none, [one for one in found if group_of(one, at) == name]) for name, title, none in GROUPS]
    return render("scheduling/searches.html", groups=groups, cohort=cohort, standings=STANDINGS, at=at)


@views.get("/staff/teaching/requests/<int:search_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def search(search_id):
    return shown(search_id)


def shown(search_id, form=None):
    found, at = queries.one(db.session, search_id) or abort(404), clock.now()
    return render(
        "scheduling/search.html",
        422 if form is not None and form.has_errors else 200,
        found=found,
        form=form,
        standings=STANDINGS,
        endings=ENDINGS,
        proposals=PROPOSALS,
        duties=DUTIES,
        moves=MOVES,
        moves_of=lambda one: moves_of(found, one, at),
        offered=offered(found),
        notices=notices(found),
        where=where,
        at=at,
    )


def notices(found):
    """Papers for the authority, once somebody else has the post."""
    if found.live is None or found.live.standing not in HAS:
        return []
    return hooks.notices_of(db.session, found.code, found.search.cohort_id)


def offered(found):
    """The sessions that whoever is asked could teach, where they proposed some."""
    live = found.live
    parts = set((live.request.offered or {}).get("parts", ())) if live else set()
    return [one for one in found.sittings if parts & set(one.parts)]


@views.post("/staff/teaching/requests/<int:search_id>/people/<int:asked_id>")
@requires(Permission.ASSIGNMENTS_MANAGE)
def decide(search_id, asked_id):
    found = queries.of_request(db.session, asked_id)
    act = ACTIONS.get(request.form.get("move", ""))
    if found is None or found[0].search.id != search_id or act is None:
        abort(404)
    form = ButtonForm()
    if form.done(lambda: wholly(lambda: act(db.session, asked_id, by=current_user, at=clock.now()))):
        flash(_("Done."))
        return redirect(url_for(".search", search_id=search_id), 303)
    return shown(search_id, form)


@views.post("/staff/teaching/requests/<int:search_id>/end")
@requires(Permission.ASSIGNMENTS_MANAGE)
def end_search(search_id):
    if queries.one(db.session, search_id) is None:
        abort(404)
    form = ButtonForm()
    if form.done(lambda: wholly(lambda: deciding.withdraw(db.session, search_id, by=current_user, at=clock.now()))):
        flash(_("Nobody is asked any more."))
        return redirect(url_for(".search", search_id=search_id), 303)
    return shown(search_id, form)
