"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import choosing, teaching, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = ["choosing", "register", "teaching", "told", "views"]
