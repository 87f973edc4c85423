"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from . import models
from .queries import standings

__all__ = ["init_app", "models", "standings"]


def init_app(app):
    """Nothing to tell the others yet."""
