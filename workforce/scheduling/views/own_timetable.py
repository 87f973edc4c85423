"""Those who teach see their own weeks and months."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from ... import clock
from ...access import Permission, requires
from ...database import db
from ...web import lists, render
from ..queries import instructors
from ..queries import timetables as queries
from ..rules import timetable_words
from ..rules.calendar_spans import read_month, read_week
from ..rules.drawing import drawn
from . import views
from .days_off import days_off


@views.get("/instructor/timetable")
@requires(Permission.ATTENDANCE_TAKE)
def own_timetable():
    week = read_week(request.args.get("week"), clock.today(clock.now()))
    sittings = own(week)
    page = own_page()
    return render(
        "scheduling/own_timetable.html",
        week=week,
        sittings=sittings,
        picture=drawn(week.days, sittings),
        off=days_off(week.days),
        **page,
    )


@views.get("/instructor/timetable/month")
@requires(Permission.ATTENDANCE_TAKE)
def own_month():
    month = read_month(request.args.get("month"), clock.today(clock.now()))
    return render("scheduling/own_month.html", month=month, sittings=own(month), off=days_off(month.days), **own_page())


def own(span):
    """Engagements are always of who somebody is now."""
    person = instructors.instructor(db.session, current_user.person_id)
    whose = queries.Whose(person_id=person.id if person else current_user.person_id)
    return queries.sittings(db.session, whose, begins=span.begins, ends=span.ends)


def own_page():
    return {
        "marks": marks,
        "link_of": lambda one: url_for("attendance.roll", session_id=one.id),
        "words": timetable_words,
        "address": lists.address,
        "week_of": lambda day: url_for(".own_timetable", week=f"{day:%G-W%V}"),
        "today": clock.today(clock.now()),
    }


def marks(one) -> list[str]:
    """Who teaches they know; where, they must be able to ask."""
    return [_("no room yet")] if one.lacks_room else []
