"""Certificates, their registers, and the page on which anybody may check one."""

from ..attendance.actions.following import on_taken_back
from ..enrolment import hooks
from . import models, views
from .actions import leaving, resting
from .views import own

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.on_move(leaving.refuse_leaving)
    on_taken_back(resting.refuse_taking_back)
    hooks.private_sections(own.section)
    views.register(app)
