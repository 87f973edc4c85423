"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import allotting, choosing, teaching, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = ["allotting", "choosing", "register", "teaching", "told", "views"]
