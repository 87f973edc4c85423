"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("site", __name__, url_prefix="/<language:language>")

from . import cohorts, courses, doors, flyers, home, interest, interests, pages, without_language  # noqa: E402,F401


def register(app):
    app.register_blueprint(views)
    app.add_url_rule("/", "site.root", without_language.root)
    app.add_url_rule("/robots.txt", "site.robots", without_language.robots)
