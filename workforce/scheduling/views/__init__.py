"""The addresses of this feature, one module a noun."""

from flask import Blueprint

views = Blueprint("scheduling", __name__, url_prefix="/<language:language>")

from . import allotting, charges, choosing, equipment, pictures, places, rooms, teaching, told  # noqa: E402


def register(app):
    app.register_blueprint(views)


__all__ = [
    "allotting",
    "charges",
    "choosing",
    "equipment",
    "pictures",
    "places",
    "register",
    "rooms",
    "teaching",
    "told",
    "views",
]
