"""The timetable of a cohort: what is there, what is missing, adding one session or many, filling them."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import duration
from ...web import render
from .. import actions
from ..forms.sessions import PatternForm, SessionForm
from ..queries import changes
from ..queries import sessions as queries
from ..rules import minutes, patterns, publishing
from . import views
from .cohorts import load_cohort


@views.get("/staff/cohorts/<code>/sessions")
@requires(Permission.CATALOGUE_READ)
def cohort_sessions(code):
    return show(load_cohort(code), SessionForm(None))


@views.post("/staff/cohorts/<code>/sessions")
@requires(Permission.CATALOGUE_EDIT)
def add_session(code):
    cohort = load_cohort(code)
    form = SessionForm()
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
    }


def show(cohort, form):
    taught = minutes.missing_minutes(minutes.items_of(cohort.course), minutes.parts_of(cohort.sessions))
    return render(
        "catalogue/cohort_sessions.html",
        cohort=cohort,
        form=form,
        taught={row.item.id: row for row in taught},
        required=sum(row.required for row in taught),
        missing=sum(row.missing for row in taught),
        distance={row.subject.id: row for row in minutes.distance_minutes(cohort.course.subjects, cohort.sessions)},
        left_over=minutes.left_over,
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


@views.route("/staff/cohorts/<code>/sessions/pattern", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_EDIT)
def plan_sessions(code):
    """The pattern stands in the address and shows its days; the button adds those that can be used."""
    cohort = load_cohort(code)
    form = PatternForm(request.args or None)
    button = ButtonForm()
    days = proposed(cohort, form) if request.args and form.validate() else []
    if days and button.done(lambda: add_days(cohort, form, days)):
        flash(ngettext("%(num)s session added.", "%(num)s sessions added.", len(button.result)))
        return onward(code, cohort)
    if button.is_refused:
        cohort = load_cohort(code, again=True)
    return render(
        "catalogue/cohort_pattern.html",
        cohort=cohort,
        form=form,
        button=button,
        days=days,
        usable=sum(day.taken for day, _others in days),
        here=url_for(".plan_sessions", code=code, **request.args.to_dict(flat=False)),
    )


def proposed(cohort, form):
    """The days of the pattern, each with the sessions of other cohorts at the same place and time."""
    own = [one for one in cohort.sessions if overlaps_hours(one, form)]
    days = patterns.days_of(
        form.first.data,
        form.weekday.data,
        form.times.data,
        left_out=form.days_left_out,
        busy={clock.today(one.starts_at) for one in own},
    )
    others = queries.at_same_place(db.session, cohort, [one.day for one in days if one.taken], room=form.room.data)
    if form.online.data:
        others = []
    return [(one, [other for other in others if meets(other, one.day, form)]) for one in days]


def overlaps_hours(sitting, form):
    return meets(sitting, clock.today(sitting.starts_at), form)


def meets(sitting, day, form):
    starts, ends = clock.instant(day, form.starts.data), clock.instant(day, form.ends.data)
    return sitting.starts_at < ends and starts < sitting.ends_at


def add_days(cohort, form, days):
    return actions.sessions.plan_sessions(
        db.session,
        cohort,
        days=[day.day for day, _others in days if day.taken],
        starts=form.starts.data,
        ends=form.ends.data,
        online=form.online.data,
        room=form.room.data or "",
        by=current_user,
        at=clock.now(),
    )
