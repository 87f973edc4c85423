"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from ..enrolment import hooks
from . import models, views
from .views import own_hours

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.private_sections(own_hours.section)
    views.register(app)
