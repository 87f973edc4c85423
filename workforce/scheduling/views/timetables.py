"""Staff see a week or a month as a picture, of a room, of somebody who teaches, of a cohort, or of all of them."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, lazy_pgettext, ngettext
from flask_login import current_user

from ... import clock
from ...access import Permission, may, requires
from ...database import db
from ...i18n.wording import plain
from ...web import lists, render
from ..forms.timetables import OneForm
from ..queries import assignments
from ..queries import timetables as queries
from ..rules import timetable_words
from ..rules.calendar_spans import read_month, read_week
from ..rules.drawing import drawn
from . import views
from .days_off import closures, days_off

BY = {
    "room": lazy_gettext("By room"),
    "instructor": lazy_gettext("By instructor"),
    "cohort": lazy_gettext("By cohort"),
}
EVERY = {
    "room": lazy_gettext("Every room"),
    "instructor": lazy_gettext("Every instructor"),
    "cohort": lazy_pgettext("timetable", "Every cohort"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; nonsense asks for everything by room. `title`: of one of them its name, or nothing."""

    by: str
    form: OneForm
    whose: queries.Whose
    title: str


def asked(span) -> Asked:
    given = request.args.get("by", "")
    by = given if given in BY else "room"
    names = offered(by, span)
    form = OneForm(request.args, [("", EVERY[by]), *names.items()])
    chosen = form.which.data if form.which.data in names else ""
    form.which.data = chosen
    return Asked(by, form, whose(by, chosen), names.get(chosen, ""))


def offered(by, span) -> dict[str, str]:
    """What can be chosen, by its value in the address. A cohort that was chosen stays, where it has no session too."""
    if by == "cohort":
        codes = {*queries.cohorts(db.session, begins=span.begins, ends=span.ends), request.args.get("which", "")[:80]}
        return {code: code for code in sorted(codes - {""})}
    if by == "instructor":
        return {str(id): name for id, name in assignments.instructors(db.session)}
    return {str(id): f"{plain(place)} {name}" for id, place, name in queries.rooms(db.session)}


def whose(by, chosen) -> queries.Whose:
    if by == "cohort":
        return queries.Whose(cohort=chosen or None)
    id = int(chosen) if chosen else None
    return queries.Whose(person_id=id) if by == "instructor" else queries.Whose(room_id=id, with_reservations=True)


@views.get("/staff/timetable")
@requires(Permission.CATALOGUE_READ)
def timetable():
    week = read_week(request.args.get("week"), clock.today(clock.now()))
    found = asked(week)
    sittings = queries.sittings(db.session, found.whose, begins=week.begins, ends=week.ends)
    return render(
        "scheduling/timetable.html",
        asked=found,
        week=week,
        sittings=sittings,
        missing=sum(bool(one.code) and bool(marks(one)) for one in sittings),
        picture=drawn(week.days, sittings),
        off=days_off(week.days, closures(found.whose, week.days)),
        **words_of_pages(),
    )


@views.get("/staff/timetable/month")
@requires(Permission.CATALOGUE_READ)
def timetable_month():
    month = read_month(request.args.get("month"), clock.today(clock.now()))
    found = asked(month)
    sittings = queries.sittings(db.session, found.whose, begins=month.begins, ends=month.ends)
    return render(
        "scheduling/timetable_month.html",
        asked=found,
        month=month,
        sittings=sittings,
        off=days_off(month.days, closures(found.whose, month.days)),
        **words_of_pages(),
    )


def words_of_pages():
    return {
        "BY": BY,
        "marks": marks,
        "link_of": link_of,
        "words": timetable_words,
        "address": lists.address,
        "week_of": lambda day: lists.address(".timetable", week=f"{day:%G-W%V}", month=None),
        "today": clock.today(clock.now()),
    }


def marks(one) -> list[str]:
    """What is still missing of a session, in words."""
    found = [_("no room yet")] if one.lacks_room else []
    if one.lacks_teacher:
        found.append(missing_teachers(one))
    return [*found, _("draft")] if one.is_draft else found


def missing_teachers(one) -> str:
    if not one.teachers:
        return _("nobody teaches yet")
    return ngettext("%(num)s part without a teacher", "%(num)s parts without a teacher", one.untaught)


def link_of(one) -> str | None:
    if not one.code:
        return None
    if may(current_user, Permission.CATALOGUE_EDIT):
        return url_for("catalogue.edit_session", code=one.code, session_id=one.id)
    return url_for("catalogue.cohort_sessions", code=one.code)
