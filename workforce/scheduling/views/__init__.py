"""The addresses of this feature, one module a noun."""

from datetime import timedelta

from flask import Blueprint

from ... import links
from ..rules.request_words import teaching_lines

LINK_LASTS = timedelta(days=366)  # the sessions are over long before

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    allotting,
    asked,
    asking,
    charges,
    choosing,
    equipment,
    instructors,
    lesson_feeds,
    load,
    own_calendars,
    own_times,
    own_timetable,
    own_wishes,
    pictures,
    pins,
    places,
    plan_pages,
    plan_reasons,
    plans,
    profile,
    requirements,
    rooms,
    searches,
    staff_times,
    staff_wishes,
    teaching,
    timetables,
    told,
)


def register(app):
    app.register_blueprint(views)
    app.jinja_env.filters["teaching_lines"] = teaching_lines
    app.add_url_rule("/l/teaching/<token>", endpoint="scheduling.open_request", view_func=asked.open_request)
    links.opens(links.Purpose.TEACHING, "scheduling.open_request", lasts=LINK_LASTS)
    app.add_url_rule("/lessons/<token>.ics", endpoint="scheduling.lesson_feed", view_func=lesson_feeds.lesson_feed)


__all__ = [
    "allotting",
    "asked",
    "asking",
    "charges",
    "choosing",
    "equipment",
    "instructors",
    "lesson_feeds",
    "load",
    "own_calendars",
    "own_timetable",
    "own_times",
    "own_wishes",
    "pictures",
    "pins",
    "places",
    "plan_pages",
    "plan_reasons",
    "plans",
    "profile",
    "register",
    "requirements",
    "rooms",
    "searches",
    "staff_times",
    "staff_wishes",
    "teaching",
    "timetables",
    "told",
    "views",
]
