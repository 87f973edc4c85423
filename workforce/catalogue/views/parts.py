"""One session: when it is, and what its parts teach."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import duration
from ...i18n.wording import plain
from ...web import render
from .. import actions, hooks
from ..forms.sessions import MinutesForm, PartForm, SessionForm, taking_instead
from ..rules import minutes
from . import views
from .cohorts import load_cohort
from .sessions import onward, typed


@views.route("/staff/cohorts/<code>/sessions/<int:session_id>", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def edit_session(code, session_id):
    cohort, sitting = load_session(code, session_id)
    form = session_form(cohort, sitting, submitted=True)
    if form.done(
        lambda: actions.sessions.edit_session(
            db.session,
            cohort,
            sitting,
            **typed(form),
            seen=form.seen.data,
            by=current_user,
            at=clock.now(),
        )
    ):
        flash(_("Saved."))
        return onward(code, cohort)
    if form.is_refused:
        cohort, sitting = load_session(code, session_id, again=True)
        form.seen.data = cohort.changed_at
    return show(cohort, sitting, form)


@views.post("/staff/cohorts/<code>/sessions/<int:session_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_session(code, session_id):
    cohort, sitting = load_session(code, session_id)
    button = ButtonForm()
    if button.done(
        lambda: actions.sessions.remove_session(db.session, cohort, sitting, by=current_user, at=clock.now())
    ):
        flash(_("The session is gone."))
    if button.is_refused:
        return show_again(code, session_id, button)
    return onward(code, cohort)


@views.post("/staff/cohorts/<code>/sessions/<int:session_id>/parts")
@requires(Permission.CATALOGUE_EDIT)
def add_part(code, session_id):
    cohort, sitting = load_session(code, session_id)
    form = PartForm(choices(cohort), prefix="new")
    if form.done(
        lambda: actions.sessions.teach(
            db.session,
            cohort,
            sitting,
            item=find_item(cohort, form.item.data),
            minutes=form.minutes.data,
            by=current_user,
            at=clock.now(),
        )
    ):
        flash(_("Saved."))
        return back(cohort, sitting)
    return show_again(code, session_id, form) if form.is_refused else show(cohort, sitting, form)


@views.post("/staff/cohorts/<code>/sessions/<int:session_id>/parts/<int:part_id>")
@requires(Permission.CATALOGUE_EDIT)
def edit_part(code, session_id, part_id):
    cohort, sitting = load_session(code, session_id)
    part = find_part(sitting, part_id)
    form = MinutesForm(prefix=f"part{part.id}")
    if form.done(
        lambda: actions.sessions.edit_part(
            db.session, cohort, sitting, part, minutes=form.minutes.data, by=current_user, at=clock.now()
        )
    ):
        flash(_("Saved."))
        return back(cohort, sitting)
    return show_again(code, session_id, form) if form.is_refused else show(cohort, sitting, form)


@views.post("/staff/cohorts/<code>/sessions/<int:session_id>/parts/<int:part_id>/removal")
@requires(Permission.CATALOGUE_EDIT)
def remove_part(code, session_id, part_id):
    cohort, sitting = load_session(code, session_id)
    part = find_part(sitting, part_id)
    button = ButtonForm()
    if button.done(
        lambda: actions.sessions.remove_part(db.session, cohort, sitting, part, by=current_user, at=clock.now())
    ):
        flash(_("The part is gone."))
    return show_again(code, session_id, button) if button.is_refused else back(cohort, sitting)


def load_session(code, session_id, *, again=False):
    cohort = load_cohort(code, again=again)
    return cohort, next((one for one in cohort.sessions if one.id == session_id), None) or abort(404)


def find_item(cohort, item_id):
    return next((one for one in minutes.items_of(cohort.course) if one.id == item_id), None) or abort(404)


def find_part(sitting, part_id):
    return next((part for part in sitting.parts if part.id == part_id), None) or abort(404)


def back(cohort, sitting):
    return redirect(url_for(".edit_session", code=cohort.code, session_id=sitting.id), 303)


def show(cohort, sitting, submitted):
    """The session with one row for each part; `submitted` is the form of the last try, whichever it was."""
    form = submitted if isinstance(submitted, SessionForm) else session_form(cohort, sitting)
    new = submitted if isinstance(submitted, PartForm) else PartForm(choices(cohort), formdata=None, prefix="new")
    rows = [(part, row_form(part, submitted)) for part in sitting.parts]
    return render(
        "catalogue/session.html",
        status=422 if submitted.has_errors else 200,
        cohort=cohort,
        sitting=sitting,
        form=form,
        submitted=submitted,
        rows=rows,
        new=new,
        length=minutes.length(sitting),
        left_over=minutes.left_over(sitting),
    )


def show_again(code, session_id, submitted):
    """After a refusal: as it is now, with what was typed."""
    cohort, sitting = load_session(code, session_id, again=True)
    return show(cohort, sitting, submitted)


def row_form(part, submitted):
    prefix = f"part{part.id}"
    if isinstance(submitted, MinutesForm) and submitted.minutes.name == f"{prefix}-minutes":
        return submitted
    return MinutesForm(None, prefix=prefix, data={"minutes": part.minutes})


def session_form(cohort, sitting, *, submitted=False):
    starts, ends = clock.local(sitting.starts_at), clock.local(sitting.ends_at)
    data = {"seen": cohort.changed_at, "day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    data |= {"online": sitting.online, "room": sitting.room}
    rooms = hooks.choices(db.session, cohort)
    if there := hooks.booked(db.session, cohort.id).get(sitting.id):
        data |= {"booked": there.value, "room": ""}
        if there.value not in {one.value for one in rooms}:
            rooms.append(hooks.Choice(there.value, there.words))
    is_sent = submitted and request.method == "POST"
    return SessionForm(taking_instead(request.form) if is_sent else None, data=data, rooms=rooms)


def choices(cohort):
    """(id, words) of every item, with what is still missing of it; what is missing comes first."""
    taught = minutes.missing_minutes(minutes.items_of(cohort.course), minutes.parts_of(cohort.sessions))
    return [(row.item.id, words(row)) for row in sorted(taught, key=lambda row: not row.missing)]


def words(row):
    title = plain(row.item.title)
    if row.missing:
        return _("%(item)s (%(time)s missing)", item=title, time=duration(row.missing))
    return _("%(item)s (complete)", item=title)
