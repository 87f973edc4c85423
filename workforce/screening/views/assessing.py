"""Where assessors give points: their cohorts, the applicants by number, one applicant at a time, the end of it."""

from contextlib import suppress

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db, survive
from ...forms import ButtonForm, is_pressed
from ...people.models import Account
from ...refusals import Refused
from ...web import render
from ..actions import marking
from ..forms.marks import made_for, values_of
from ..models import NoteKind
from ..queries import accounts
from ..queries.standings import standing
from . import views
from .loading import own_assessment, threshold


@views.get("/instructor/assessments")
@requires(Permission.SCREENING_ASSESS)
def assessments():
    return render("screening/assessments.html", tasks=accounts.tasks_of(db.session, current_user.id))


@views.get("/instructor/assessments/<code>")
@requires(Permission.SCREENING_ASSESS)
def overview(code):
    return show_overview(*own_assessment(code))


def show_overview(cohort, found, form=None):
    """The applicants of this account by number, and how many points are still to be given."""
    own = [one for one in found.assessors if one.account_id == current_user.id]
    rows = [(one, mine, found) for mine in own for one in found.candidates_of(mine)]
    bound = threshold()
    return render(
        "screening/overview.html",
        cohort=cohort,
        at=clock.now(),
        form=form or ButtonForm(None),
        standing=standing(cohort, found, bound, at=clock.now()),
        rows=sorted(rows, key=lambda row: row[0].number),
        given=lambda one, mine: len(found.points.get((mine.id, one.id), {})),
        criteria=found.criteria,
        missing=sum(len(found.missing_of(mine)) for mine in own),
        is_closed=bool(found.candidates) and all(one.closed_at for one in own),
        all_closed=found.is_closed,
        to_talk={one.number for one in found.talks(bound)} if found.is_closed else set(),
        next_number=next_missing(found, own, 0),
        count=ngettext("%(num)s applicant", "%(num)s applicants", len(rows)),
    )


@views.route("/instructor/assessments/<code>/<int:number>", methods=["GET", "POST"])
@requires(Permission.SCREENING_ASSESS)
def assess(code, number):
    cohort, found = own_assessment(code)
    assessor, candidate = marking.sheet_for(found, current_user.id, number)
    if candidate is None:
        abort(404)
    form = made_for(found.criteria)(data=values_of(found.points.get((assessor.id, candidate.id), {})))
    is_saved = is_pressed() and save(cohort, form, number)
    if is_saved and "next" in request.form:
        return redirect(onward(code, cohort, number), 303)
    if is_saved and not request.headers.get("HX-Request"):
        flash(_("Saved."))
        return redirect(url_for(".assess", code=code, number=number), 303)
    own = [one for one in found.assessors if one.account_id == current_user.id]
    return render(
        "screening/assess.html",
        cohort=cohort,
        candidate=candidate,
        criteria=list(zip(found.criteria, form.fields, strict=True)),
        form=form,
        is_saved=is_saved,
        is_closed=assessor.closed_at is not None or cohort.decided_at is not None,
        is_flagged=NoteKind.FLAG in found.notes.get((assessor.id, candidate.id), {}),
        numbers=sorted({one.number for mine in own for one in found.candidates_of(mine)}),
    )


def save(cohort, form, number):
    """Keep what can be read, also if something else cannot; whether all of it was kept."""
    form.validate_on_submit()
    if "csrf_token" in form.errors or form.form_errors:
        return False
    given = {"number": number, "points": form.touched(), "at": clock.now()}
    try:
        marking.give(db.session, cohort.id, **given, by=current_user)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    form.has_saved()
    if form.has_errors:
        survive(again(cohort.id, current_user.id, given))
    return not form.has_errors


def again(cohort_id, account_id, given):
    """What was right is kept although the page is refused for the rest."""

    def write(session):
        with suppress(Refused):
            marking.give(session, cohort_id, **given, by=session.get_one(Account, account_id))

    return write


def onward(code, cohort, number):
    """Where the next applicant without points is; the overview if there is none."""
    found = own_assessment(code)[1]
    own = [one for one in found.assessors if one.account_id == current_user.id]
    following = next_missing(found, own, number)
    return url_for(".assess", code=code, number=following) if following else url_for(".overview", code=code)


def next_missing(found, own, number):
    numbers = sorted({one.number for mine in own for one in found.missing_of(mine) if mine.closed_at is None})
    return next((one for one in numbers if one > number), numbers[0] if numbers else None)


@views.post("/instructor/assessments/<code>/<int:number>/aside")
@requires(Permission.SCREENING_ASSESS)
def step_aside(code, number):
    said = _("Noted. Somebody else gives points for no. %(number)s.", number=number)
    return act(code, said, lambda cohort: marking.step_aside(db.session, cohort.id, number=number, **by_now()))


@views.post("/instructor/assessments/<code>/<int:number>/flag")
@requires(Permission.SCREENING_ASSESS)
def flag(code, number):
    said = _("Thank you, noted. Please give points only for what the criteria name.")
    back = url_for(".assess", code=code, number=number)
    return act(code, said, lambda cohort: marking.flag(db.session, cohort.id, number=number, **by_now()), back)


@views.post("/instructor/assessments/<code>/last")
@requires(Permission.SCREENING_ASSESS)
def take_back(code):
    said = _("The last points are taken back.")
    return act(code, said, lambda cohort: marking.take_back(db.session, cohort.id, **by_now()))


@views.post("/instructor/assessments/<code>/closing")
@requires(Permission.SCREENING_ASSESS)
def close(code):
    said = _("Your sheet is closed. Thank you for your work.")
    return act(code, said, lambda cohort: marking.close(db.session, cohort.id, **by_now()))


def by_now():
    return {"by": current_user, "at": clock.now()}


def act(code, said, do, back=None):
    """Do what a button asks, or show the overview with what is wrong."""
    cohort, found = own_assessment(code)
    form = ButtonForm()
    if form.done(lambda: do(cohort)):
        flash(said)
        return redirect(back or url_for(".overview", code=code), 303)
    return show_overview(cohort, found, form)
