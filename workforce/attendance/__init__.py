"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
