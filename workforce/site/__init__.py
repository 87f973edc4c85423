"""The public face: home, the doors, course and cohort pages, privacy. It shows everything and holds no rules."""

from . import views


def init_app(app):
    views.register(app)
