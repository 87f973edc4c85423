"""Operations: is it up, is the worker alive, how much is waiting; the log lines; backup and restore; retention."""

from . import models, views

__all__ = ["init_app", "models"]


def init_app(app):
    views.register(app)
