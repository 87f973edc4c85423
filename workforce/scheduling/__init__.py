"""Who teaches what."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
