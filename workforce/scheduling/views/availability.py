"""The pages about somebody's time, the same for themselves and for staff who note what they were told."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from ... import clock
from ...database import db
from ...forms import ButtonForm
from ...i18n.formats import short_day
from ...people.models import Person
from ...web import render
from ..actions import availability as actions
from ..forms.availability import DAYS, SLOTS, CopyForm, DaysForm, WeekForm
from ..queries import availability as queries
from ..queries import instructors, own_calendars, wishes
from ..rules.availability import copies
from . import calendar_words
from .time_words import days_words, only_words, rather_hours, rather_when, week_words


@dataclass(frozen=True)
class Whose:
    """Whose time it is, and who looks: they themselves or staff."""

    person: Person
    is_staff: bool

    def url(self, noun: str, **values) -> str:
        if self.is_staff:
            return url_for(f"scheduling.staff_{noun}", person_id=self.person.id, **values)
        return url_for(f"scheduling.own_{noun}", **values)

    @property
    def layout(self) -> str:
        return "staff_layout.html" if self.is_staff else "instructor_layout.html"

    @property
    def about(self):
        """How the actions are told whom, by whom and when."""
        return {"person_id": self.person.id, "by": current_user, "at": clock.now()}

    def back(self, said: str):
        flash(said)
        return redirect(self.url("times"), 303)


def of_myself() -> Whose:
    """Somebody who teaches nothing has no such page."""
    person = instructors.instructor(db.session, current_user.person_id)
    return Whose(person or abort(404), is_staff=False)


def of_somebody(person_id) -> Whose:
    return Whose(instructors.instructor(db.session, person_id) or abort(404), is_staff=True)


def show(whose: Whose):
    today = clock.today(clock.now())
    patterns = queries.patterns(db.session, whose.person.id)
    now = next((one for one in reversed(patterns) if one.since <= today), None)
    row = instructors.profile(db.session, whose.person.id)
    return render(
        "scheduling/times.html",
        whose=whose,
        now=now,
        later=[one for one in patterns if one.since > today],
        others=queries.other_days(db.session, whose.person.id, after=today),
        week=lambda pattern: week_words(queries.week(pattern)),
        days=days_words,
        only=lambda one: only_words(queries.hours_of(one)),
        rather=wishes.of_person(db.session, whose.person.id, after=today),
        rather_when=rather_when,
        rather_hours=rather_hours,
        liked=row and row.month_minutes,
        **given_calendars(whose),
    )


def given_calendars(whose: Whose):
    """Staff learn whether there are any, and how old what is known is; what it says they see where it matters."""
    found = own_calendars.of_person(db.session, whose.person.id)
    coming = calendar_words.coming(whose.person.id, clock.now()) if found and not whose.is_staff else []
    return {"calendars": found, "calendar_words": calendar_words, "coming": coming}


def week(whose: Whose):
    today = clock.today(clock.now())
    said = queries.said(db.session, [whose.person.id], after=today)[whose.person.id]
    last = said.weeks[-1] if said.weeks else None
    form = WeekForm(is_staff=whose.is_staff, data=WeekForm.beginning(last, today))
    about = whose.about
    if form.done(
        lambda: actions.say_week(db.session, since=form.since.data, hours=form.hours(), said_by=form.told, **about)
    ):
        return whose.back(_("Your week is saved.") if not whose.is_staff else _("Saved."))
    return render("scheduling/week_form.html", whose=whose, form=form, weekdays=DAYS, slots=SLOTS)


def take_back_week(whose: Whose, pattern_id):
    if ButtonForm().validate_on_submit() and actions.take_back_week(db.session, pattern_id=pattern_id, **whose.about):
        flash(_("Taken back."))
    return redirect(whose.url("times"), 303)


def days(whose: Whose):
    form = DaysForm(is_staff=whose.is_staff)
    about = whose.about
    if form.done(lambda: actions.say_days(db.session, **form.values(), said_by=form.told, **about)):
        return whose.back(_("These days are saved."))
    return render("scheduling/days_form.html", whose=whose, form=form)


def take_back_days(whose: Whose, days_id):
    if ButtonForm().validate_on_submit() and actions.take_back_days(db.session, id=days_id, **whose.about):
        flash(_("Taken back."))
    return redirect(whose.url("times"), 303)


def copy(whose: Whose):
    """From last month to this one, or, with `?to=next`, from this month to the next."""
    today = clock.today(clock.now())
    is_next = request.args.get("to") == "next"
    target = month_after(today) if is_next else today
    source = today if is_next else today.replace(day=1) - timedelta(days=1)
    said = queries.said(db.session, [whose.person.id], after=source.replace(day=1))[whose.person.id]
    found = copies(said, source, target, today=today)
    form = CopyForm(is_staff=whose.is_staff, data={"days": [one.day.isoformat() for one in found]})
    form.days.offer([(one.day.isoformat(), copied_words(one)) for one in found])
    months = {"source": source, "target": target}
    about = whose.about
    if form.done(lambda: actions.copy_month(db.session, **months, days=form.days.data, said_by=form.told, **about)):
        return whose.back(ngettext("%(num)s day is saved.", "%(num)s days are saved.", form.result))
    return render("scheduling/copy_form.html", whose=whose, form=form, found=found, is_next=is_next)


def month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def copied_words(one) -> str:
    given = {"day": short_day(one.day), "words": only_words(one.hours), "source": short_day(one.source)}
    return _("%(day)s: %(words)s (as on %(source)s)", **given)
