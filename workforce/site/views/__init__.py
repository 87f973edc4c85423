"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("site", __name__, url_prefix="/<language:language>")


def register(app):
    app.register_blueprint(views)
