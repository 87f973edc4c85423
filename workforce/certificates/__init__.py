"""Certificates, their registers, and the page on which anybody may check one."""

from ..enrolment import hooks
from . import models, views
from .actions import leaving
from .views import own

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.on_move(leaving.refuse_leaving)
    hooks.private_sections(own.section)
    views.register(app)
