"""Enrolment: one person in one cohort, from the draft of a form to a seat, the waiting list, or a cancellation."""

from ..catalogue.actions import following, telling
from . import models, views
from .actions import draws
from .queries.telling import is_concerned

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    following.on_publish(draws.promise_published)
    following.before_edit(draws.refuse_new_closing)
    telling.concerns(is_concerned)
