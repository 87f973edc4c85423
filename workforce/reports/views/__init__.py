"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("reports", __name__, url_prefix="/<language:language>")

from . import packet, policies, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = ["packet", "policies", "register", "told", "views"]
