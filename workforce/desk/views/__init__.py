"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("desk", __name__, url_prefix="/<language:language>")

from . import audit, duplicates, history, home, merges, messages, people, policies, retention, search, words  # noqa: E402

__all__ = [
    "audit",
    "duplicates",
    "history",
    "home",
    "merges",
    "messages",
    "people",
    "policies",
    "register",
    "retention",
    "search",
    "views",
    "words",
]


def register(app):
    words.add_filters(app)
    app.register_blueprint(views)
