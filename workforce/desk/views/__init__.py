"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("desk", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    audit,
    calls,
    duplicates,
    guardian_hold,
    history,
    home,
    identity,
    merges,
    messages,
    operator_limits,
    own_calendars,
    paper,
    people,
    policies,
    retention,
    room_minutes,
    screening_difference,
    search,
    wordings,
    words,
)

__all__ = [
    "audit",
    "calls",
    "duplicates",
    "guardian_hold",
    "history",
    "home",
    "identity",
    "merges",
    "messages",
    "paper",
    "operator_limits",
    "people",
    "policies",
    "register",
    "retention",
    "own_calendars",
    "room_minutes",
    "screening_difference",
    "search",
    "views",
    "wordings",
    "words",
]


def register(app):
    words.add_filters(app)
    app.register_blueprint(views)
