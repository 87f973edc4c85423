"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    allotting,
    charges,
    choosing,
    equipment,
    instructors,
    load,
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


__all__ = [
    "allotting",
    "charges",
    "choosing",
    "equipment",
    "instructors",
    "load",
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
