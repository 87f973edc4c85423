"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from ..catalogue.actions import following
from ..enrolment import hooks
from ..money.queries.completion import completion
from . import models, views
from .actions import timetables
from .queries import consequences
from .views import own, own_hours

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.private_sections(own_hours.section)
    hooks.consequences(consequences.of_cancelling)
    hooks.consequences_elsewhere(consequences.of_moving)
    completion(consequences.completion)
    views.register(app)
    following.before_timetable(timetables.refuse_change)
    hooks.private_sections(own.section)
