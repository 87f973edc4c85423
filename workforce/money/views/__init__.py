"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ..rules.words import line_words

views = Blueprint("money", __name__, url_prefix="/<language:language>")

from . import fees, payments, people, policies  # noqa: E402


def register(app):
    app.jinja_env.filters.update(line_words=line_words)
    app.register_blueprint(views)


__all__ = ["fees", "payments", "people", "policies", "register", "views"]
