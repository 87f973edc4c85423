"""The catalogue: courses with their statutory tree in minutes, cohorts (one run of a course), sessions, their parts."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
