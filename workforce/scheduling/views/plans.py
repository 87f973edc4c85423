"""Staff ask for plans, stop them, and decide what becomes of them."""

from datetime import timedelta

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...database import db, wholly
from ...forms import ButtonForm
from ...i18n.formats import short_day
from ...i18n.wording import plain
from ...web import lists, render
from ..actions import plans as actions
from ..forms.plans import STANDS, AwayForm, PlanForm
from ..queries import assignments
from ..queries import plans as queries
from ..rules.plan_words import KINDS, STATES, TONES
from ..rules.planning.paper import read
from ..rules.planning.scoring import differing
from . import views
from .plan_pages import plan_page

AHEAD = timedelta(days=180)
"""How far the choice of cohorts looks."""
USUAL = timedelta(days=90)


@views.get("/staff/plans")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plans():
    page = queries.runs(db.session, **lists.place())
    label = ngettext("%(num)s plan", "%(num)s plans", len(page.rows))
    shown = {"states": STATES, "tones": TONES, "kinds": KINDS}
    return render("scheduling/plans.html", rows=page.rows, pagination=lists.pagination(page, label), **shown)


@views.route("/staff/plans/new", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def create_plan():
    """`cohort` in the address: the code of one that is ticked."""
    at = clock.now()
    today = clock.today(at)
    there = queries.plannable(db.session, since=today, until=today + AHEAD, at=at)
    ticked = [one.id for one in there if one.code == request.args.get("cohort")]
    begun = {"since": today, "until": last_day(there, ticked, today), "cohorts": ticked, "begins": STANDS}
    form = PlanForm([(one.id, cohort_words(one)) for one in there], data=begun)
    if form.done(lambda: ask(form, at)):
        return redirect(url_for(".plan", run_id=form.result.id), 303)
    return render("scheduling/plan_form.html", form=form, cohorts=there)


def last_day(there, ticked, today):
    """Of the cohort that is ticked, else as far as one usually plans."""
    ends = [clock.today(one.ends_at) for one in there if one.id in ticked and one.ends_at]
    return max(ends, default=today + USUAL)


def cohort_words(cohort) -> str:
    first, last = short_day(cohort.starts_at), short_day(cohort.ends_at)
    days = first if first == last else _("%(first)s to %(last)s", first=first, last=last)
    said = {"code": cohort.code, "title": plain(cohort.course.title), "days": days}
    if cohort.state == "draft":
        return _("%(code)s %(title)s, %(days)s (not published yet)", **said)
    return _("%(code)s %(title)s, %(days)s", **said)


def ask(form, at):
    days = {"since": form.since.data, "until": form.until.data}
    given = {"goals": form.goals(), "may_move": form.may_move.data and may(current_user, Permission.CATALOGUE_EDIT)}
    return actions.ask(db.session, cohort_ids=form.cohorts.data, **days, **given, by=current_user, at=at)


@views.route("/staff/plans/away", methods=["GET", "POST"])
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan_away():
    """`person` in the address: who is chosen already."""
    at, people = clock.now(), assignments.instructors(db.session)
    form = AwayForm(people, data={"person": request.args.get("person", type=int)})
    if form.done(lambda: ask_away(form, dict(people), at)):
        return redirect(url_for(".plan", run_id=form.result.id), 303)
    return render("scheduling/away_form.html", form=form, people=people)


def ask_away(form, names, at):
    days = {"since": form.since.data, "until": form.until.data, "widely": form.widely.data}
    who = {"person_id": form.person.data, "name": names[form.person.data]}
    return actions.ask_away(db.session, **who, **days, by=current_user, at=at)


@views.post("/staff/plans/<int:run_id>/stop")
@requires(Permission.ASSIGNMENTS_MANAGE)
def stop_plan(run_id):
    run = load(run_id)
    if ButtonForm().validate_on_submit():
        actions.stop(db.session, run, by=current_user, at=clock.now())
    return redirect(url_for(".plan", run_id=run_id), 303)


@views.post("/staff/plans/<int:run_id>/again")
@requires(Permission.ASSIGNMENTS_MANAGE)
def plan_again(run_id):
    run = load(run_id)
    if not ButtonForm().validate_on_submit():
        return redirect(url_for(".plan", run_id=run_id), 303)
    new = actions.ask_again(db.session, run, by=current_user, at=clock.now())
    return redirect(url_for(".plan", run_id=new.id), 303)


@views.post("/staff/plans/<int:run_id>/application")
@requires(Permission.ASSIGNMENTS_MANAGE)
def apply_plan(run_id):
    """Rooms and times are for those who may edit cohorts."""
    run, form = load(run_id), ButtonForm()
    if moves(run_id) and not may(current_user, Permission.CATALOGUE_EDIT):
        abort(403)
    if form.done(lambda: wholly(lambda: actions.apply(db.session, run, by=current_user, at=clock.now()))):
        count = form.result.count
        flash(ngettext("Applied: %(num)s change.", "Applied: %(num)s changes.", count))
        return redirect(url_for(".plan", run_id=run_id), 303)
    return plan_page(load(run_id), form)


def moves(run_id) -> bool:
    """Whether the plan changes rooms or times."""
    found = queries.result(db.session, run_id)
    if found is None or found.after is None:
        return False
    before, after = read(found.before), read(found.after)
    return bool(differing(before.rooms, after.rooms) or differing(before.begins, after.begins))


@views.post("/staff/plans/<int:run_id>/discarding")
@requires(Permission.ASSIGNMENTS_MANAGE)
def discard_plan(run_id):
    run, form = load(run_id), ButtonForm()
    if form.done(lambda: actions.discard(db.session, run, by=current_user, at=clock.now())):
        flash(_("Discarded. Nothing was changed."))
        return redirect(url_for(".plans"), 303)
    return plan_page(load(run_id), form)


def load(run_id):
    return queries.run(db.session, run_id) or abort(404)
