"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("attendance", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    books,
    check_in,
    deciding,
    lessons,
    own,
    papers,
    rolls,
    told,
)


def register(app):
    app.register_blueprint(views)
    app.add_url_rule("/worker.js", endpoint="attendance.worker", view_func=rolls.worker)


__all__ = ["books", "check_in", "deciding", "lessons", "own", "papers", "register", "rolls", "told", "views"]
