"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("screening", __name__, url_prefix="/<language:language>")

from . import assessing, assessors, criteria, deciding, own_points, talking, told  # noqa: E402
from .words import points_words  # noqa: E402


def register(app):
    app.jinja_env.filters["points"] = points_words
    app.register_blueprint(views)


__all__ = ["assessing", "assessors", "criteria", "deciding", "own_points", "register", "talking", "told", "views"]
