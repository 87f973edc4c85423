"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("seating", __name__, url_prefix="/<language:language>")

from . import boards, cards, facts, own, proposals, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = ["boards", "cards", "facts", "own", "proposals", "register", "told", "views"]
