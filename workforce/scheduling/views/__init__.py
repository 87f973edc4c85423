"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    allotting,
    charges,
    choosing,
    equipment,
    instructors,
    lesson_feeds,
    load,
    own_calendars,
    own_times,
    own_timetable,
    pictures,
    pins,
    places,
    plan_pages,
    plan_reasons,
    plans,
    profile,
    requirements,
    rooms,
    staff_times,
    teaching,
    timetables,
    told,
)


def register(app):
    app.register_blueprint(views)
    app.add_url_rule("/lessons/<token>.ics", endpoint="scheduling.lesson_feed", view_func=lesson_feeds.lesson_feed)


__all__ = [
    "allotting",
    "charges",
    "choosing",
    "equipment",
    "instructors",
    "lesson_feeds",
    "load",
    "own_calendars",
    "own_timetable",
    "own_times",
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
    "staff_times",
    "teaching",
    "timetables",
    "told",
    "views",
]
