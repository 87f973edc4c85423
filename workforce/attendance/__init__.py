"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from ..catalogue.actions import following
from ..enrolment import hooks
from . import models, views
from .actions import timetables
from .views import own

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    following.before_timetable(timetables.refuse_change)
    hooks.private_sections(own.section)
