"""Certificates, their registers, and the page on which anybody may check one."""

from . import models

__all__ = ["init_app", "models"]


def init_app(app):
    """Nothing to tell the others yet."""
