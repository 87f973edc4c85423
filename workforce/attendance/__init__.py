"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from ..enrolment import hooks
from . import models, views
from .views import own

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    hooks.private_sections(own.section)
