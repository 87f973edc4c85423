"""Who teaches what: instructors with their licences, who may teach which subject, and who is named for which part."""

from ..catalogue.actions import following
from . import models, views
from .actions import engagements

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    following.before_edit(engagements.place_changed)
    following.before_parts_go(engagements.parts_go)
    following.on_session_moved(engagements.session_moved)
    following.on_cancel(engagements.cohort_cancelled)
