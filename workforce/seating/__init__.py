"""Who sits at which table in a session, so that people meet whom they do not know yet."""

from ..enrolment import hooks
from . import models, views
from .views import own

__all__ = ["init_app", "models"]


def init_app(app):
    hooks.private_sections(own.section)
    views.register(app)
