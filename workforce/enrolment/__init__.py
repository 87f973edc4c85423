"""Enrolment: one person in one cohort, from the draft of a form to a seat, the waiting list, or a cancellation."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
