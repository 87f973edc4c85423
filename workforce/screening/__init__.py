"""People chosen by criteria: points given without a name, compared, ranked, and decided at once."""

from ..catalogue.actions import following
from ..enrolment import hooks
from . import models, views
from .actions import assessors, beginning, sheets
from .views import own_points

__all__ = ["init_app", "models"]


def init_app(app):
    following.on_publish(sheets.refuse_without_sheet)
    following.before_edit(beginning.refuse_new_closing)
    hooks.before_selection(sheets.refuse_choice)
    hooks.before_arrival(beginning.refuse_arrival)
    hooks.before_names(assessors.refuse_names)
    hooks.private_sections(own_points.section)
    views.register(app)
