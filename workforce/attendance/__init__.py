"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from ..catalogue.actions import following
from ..enrolment import hooks
from . import models
from .actions import making_up, notices
from .queries import standings

__all__ = ["init_app", "models", "standings"]


def init_app(app):
    hooks.on_guest_end(making_up.ended)
    following.before_parts_go(notices.parts_go)
