"""Another date of the same course, without typing anything again."""

from flask import abort, redirect, request

from ... import clock, links
from ...access import public
from ...database import db
from ...i18n import current
from ...web import render
from ..actions import drafts
from ..queries import dates as queries
from ..queries import drafts as kept
from ..rules import steps
from . import views
from .begun import Begun, begun
from .elsewhere import date_form, elsewhere
from .filling import address
from .holding import hold


@views.route("/cohorts/<code>/enrol/another-date", methods=["GET", "POST"])
@public
def another_date(code):
    filled = named(code) or abort(404)
    if filled.receipt:
        return elsewhere(filled)
    form = date_form(filled, queries.other_dates(db.session, filled.cohort, at=filled.at))
    if form.validate_on_submit():
        return carried(filled, begun(form.to.data) or abort(404))
    return render("enrolment/another_date.html", form=form, cohort=filled.cohort, has_typed=bool(filled.answers))


def named(code) -> Begun | None:
    """The draft that the page names, also when the session is gone; otherwise the session's."""
    at = clock.now()
    known = links.read(links.Purpose.DRAFT, request.form.get("begun", ""), at=at)
    found = kept.begun(db.session, code, known[0]) if known else None
    return Begun(*found, known[0], "", at) if known and found else begun(code)


def carried(filled: Begun, other: Begun):
    """To the form for the other date, as far as the answers lead. The first draft stays until its time is over."""
    if way := elsewhere(other):
        return way
    answers = {**other.answers, **filled.answers}
    if filled.answers:
        drafts.keep(
            db.session,
            key=other.key,
            cohort_id=other.cohort.id,
            pages=filled.answers,
            begins_as=other.begins_as,
            before=other.draft,
            language=current().code,
            at=other.at,
        )
        hold(other.cohort.code, other.key, other.short)
    return redirect(address(other, steps.onward(other.steps, answers)), 303)
