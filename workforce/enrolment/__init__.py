"""Enrolment: one person in one cohort, from the draft of a form to a seat, the waiting list, or a cancellation."""

from ..catalogue.actions import following
from . import models, views
from .actions import draws

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    following.on_publish(draws.promise_published)
