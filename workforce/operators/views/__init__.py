"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ..rules import words

views = Blueprint("operators", __name__, url_prefix="/<language:language>")

from . import colleagues, contacts, ending, operators, told  # noqa: E402,F401


def register(app):
    app.jinja_env.filters["service_word"] = lambda service: words.SERVICES[service]
    app.jinja_env.filters["contact_word"] = lambda role: words.ROLES[role]
    app.register_blueprint(views)
