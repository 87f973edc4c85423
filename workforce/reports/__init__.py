"""Reports to authorities: the packet of papers of a cohort, what it still lacks, and by when it is wanted."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
