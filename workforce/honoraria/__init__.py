"""What those who teach are paid: by rank and hour, month by month, once the sessions really took place."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
