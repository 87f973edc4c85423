"""Who was there, to the minute; what is missing, how it is made up, and who has completed."""

from . import models

__all__ = ["init_app", "models"]


def init_app(app):
    """Nothing to tell the others yet."""
