"""Reports to authorities: the packet of papers of a cohort, what it still lacks, and by when it is wanted."""

from ..scheduling import hooks as scheduling
from . import models, views
from .queries.plans import notices_of_instructors

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
    scheduling.change_notices(notices_of_instructors)
