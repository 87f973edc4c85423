"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("honoraria", __name__, url_prefix="/<language:language>")

from . import files, own, policies, staff, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = ["files", "own", "policies", "register", "staff", "told", "views"]
