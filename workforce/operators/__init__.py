"""Operators: the corporations that send us their staff, their offices, and the people there who speak for them."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
