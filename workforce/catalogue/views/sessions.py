"""The timetable of a cohort: what is there, what is missing, adding one session or many, filling them."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import duration
from ...refusals import Refused
from ...web import render
from .. import actions, hooks
from ..forms.sessions import DaysForm, PatternForm, SessionForm, taking_instead
from ..queries import changes
from ..queries import sessions as queries
from ..rules import minutes, patterns, publishing
from . import views
from .cohorts import load_cohort


@views.get("/staff/cohorts/<code>/sessions")
@requires(Permission.CATALOGUE_READ)
def cohort_sessions(code):
    cohort = load_cohort(code)
    return show(cohort, SessionForm(None, rooms=hooks.choices(db.session, cohort)))


@views.post("/staff/cohorts/<code>/sessions")
@requires(Permission.CATALOGUE_EDIT)
def add_session(code):
    cohort = load_cohort(code)
    form = SessionForm(taking_instead(request.form), rooms=hooks.choices(db.session, cohort))
    if form.done(
        lambda: actions.sessions.add_session(db.session, cohort, **typed(form), by=current_user, at=clock.now())
    ):
        flash(_("The session is added."))
        return onward(code, cohort)
    if form.is_refused:
        cohort = load_cohort(code, again=True)
    return show(cohort, form)


def onward(code, cohort):
    """To the sessions; if people must be told of what was changed, to where that is decided."""
    asked = changes.undecided(db.session, cohort.id)
    return redirect(url_for("enrolment.session_changes" if asked else ".cohort_sessions", code=code), 303)


def typed(form):
    """As the actions take it."""
    return {
        "starts_at": clock.instant(form.day.data, form.starts.data),
        "ends_at": clock.instant(form.day.data, form.ends.data),
        "online": form.online.data,
        "room": form.room.data or "",
        "wanted": form.wanted(anyway=form.anyway.data),
    }


def show(cohort, form):
    taught = minutes.missing_minutes(minutes.items_of(cohort.course), minutes.parts_of(cohort.sessions))
    booked, at = hooks.booked(db.session, cohort.id), clock.now()
    return render(
        "catalogue/cohort_sessions.html",
        cohort=cohort,
        form=form,
        taught={row.item.id: row for row in taught},
        required=sum(row.required for row in taught),
        missing=sum(row.missing for row in taught),
        distance={row.subject.id: row for row in minutes.distance_minutes(cohort.course.subjects, cohort.sessions)},
        left_over=minutes.left_over,
        booked=booked,
        bare=sum(not one.online and one.id not in booked and one.ends_at > at for one in cohort.sessions),
        is_undecided=bool(changes.undecided(db.session, cohort.id)),
        problems=[one for one in publishing.of_teaching(cohort) if not isinstance(one, publishing.MinutesMissing)],
    )


@views.post("/staff/cohorts/<code>/sessions/filling")
@requires(Permission.CATALOGUE_EDIT)
def fill_sessions(code):
    cohort = load_cohort(code)
    if ButtonForm().validate_on_submit():
        laid = actions.sessions.fill_sessions(db.session, cohort, by=current_user, at=clock.now())
        if laid:
            flash(_("%(time)s laid into the sessions. Check the order below.", time=duration(laid)))
        else:
            flash(_("There was nothing to lay, or no room. Add sessions first."))
    return redirect(url_for(".cohort_sessions", code=code), 303)


@dataclass(frozen=True)
class Proposed:
    """One day of a pattern. `others`: sessions of other cohorts at the same place then; `clash`: why the room cannot be
    had, and what could.
    """

    found: patterns.Day
    others: list[queries.Sitting]
    clash: hooks.Clash | None

    @property
    def day(self) -> date:
        return self.found.day

    @property
    def is_free(self) -> bool:
        return self.found.taken and self.clash is None


@views.route("/staff/cohorts/<code>/sessions/pattern", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def plan_sessions(code):
    """The pattern stands in the address and shows its days; the button adds those that are ticked."""
    cohort = load_cohort(code)
    form = PatternForm(request.args or None, rooms=hooks.choices(db.session, cohort))
    rows = proposed(cohort, form) if request.args and form.validate() else []
    days = DaysForm(rows)
    if rows and "other" in request.form:
        return redirect(without(code, rows, days.chosen(request.form)), 303)
    if rows and days.done(lambda: add_days(cohort, form, days.chosen(request.form))):
        flash(ngettext("%(num)s session added.", "%(num)s sessions added.", len(days.result)))
        return onward(code, cohort)
    if days.is_refused:
        cohort = load_cohort(code, again=True)
    return render(
        "catalogue/cohort_pattern.html",
        cohort=cohort,
        form=form,
        days=days,
        rows=rows,
        chosen={str(row.day): request.form.get(f"room-{row.day}", "") for row in rows},
        usable=sum(row.is_free for row in rows),
        small=small(cohort, form) if rows else None,
        here=url_for(".plan_sessions", code=code, **request.args.to_dict(flat=False)),
    )


def without(code, rows, chosen):
    """The same pattern, with other days in place of those that were not chosen."""
    asked = MultiDict(request.args)
    left_out = [str(row.day) for row in rows if row.found.taken and row.day not in chosen]
    asked["left_out"] = ", ".join([*(text for text in [asked.get("left_out", "").strip()] if text), *left_out])
    return url_for(".plan_sessions", code=code, **asked.to_dict(flat=False))


def proposed(cohort, form) -> list[Proposed]:
    """The days of the pattern, each with what else happens there at that time."""
    own = [one for one in cohort.sessions if overlaps_hours(one, form)]
    first = form.first.data
    last = first + timedelta(days=patterns.LONGEST)
    days = patterns.days_of(
        first,
        form.weekday.data,
        form.times.data,
        left_out=form.days_left_out,
        busy={clock.today(one.starts_at) for one in own},
        closed={} if form.online.data else hooks.shut(db.session, cohort, first, last),
    )
    taken = [one.day for one in days if one.taken]
    if form.online.data:
        return [Proposed(one, [], None) for one in days]
    value = form.booked.data if "booked" in form else ""
    others = [] if value else queries.at_same_place(db.session, cohort, taken, room=form.room.data)
    clashes = hooks.clashes(db.session, cohort, value, {day: times_on(day, form) for day in taken})
    return [
        Proposed(one, [other for other in others if meets(other, one.day, form)], clashes.get(one.day)) for one in days
    ]


def small(cohort, form):
    """The room of the pattern, if it has fewer seats than the cohort."""
    value = form.booked.data if "booked" in form else ""
    return hooks.small(db.session, cohort, value) if value and not form.online.data else None


def overlaps_hours(sitting, form):
    return meets(sitting, clock.today(sitting.starts_at), form)


def meets(sitting, day, form):
    starts, ends = times_on(day, form)
    return sitting.starts_at < ends and starts < sitting.ends_at


def times_on(day, form):
    return clock.instant(day, form.starts.data), clock.instant(day, form.ends.data)


def add_days(cohort, form, chosen):
    """Whoever presses the button has read on the page how many people the rooms hold."""
    if not chosen:
        raise NoDays
    return actions.sessions.plan_sessions(
        db.session,
        cohort,
        days=list(chosen),
        starts=form.starts.data,
        ends=form.ends.data,
        online=form.online.data,
        room=form.room.data or "",
        wanted=form.wanted(anyway=True),
        instead={day: hooks.Wanted(value, anyway=True) for day, value in chosen.items() if value},
        by=current_user,
        at=clock.now(),
    )


class NoDays(Refused):
    message = _l("Tick at least one day, or choose another room for it.")
    field = "use"
