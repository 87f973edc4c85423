"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ..forms import words

views = Blueprint("catalogue", __name__, url_prefix="/<language:language>")

from . import (  # noqa: E402
    audiences,
    cohorts,
    courses,
    deciding,
    materials,
    parts,
    places,
    sessions,
    subjects,
    texts,
    told,
)

__all__ = [
    "audiences",
    "cohorts",
    "courses",
    "deciding",
    "materials",
    "parts",
    "places",
    "register",
    "sessions",
    "subjects",
    "texts",
    "told",
]


def register(app):
    words.add_filters(app)
    app.register_blueprint(views)
