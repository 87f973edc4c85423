"""What staff see across features: what needs doing now, people, search, messages, audit. It holds no rules."""

from . import views


def init_app(app):
    views.register(app)
