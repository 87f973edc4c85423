"""People: one record for each human, the ways to reach them, the accounts they sign in with, and their duplicates."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
