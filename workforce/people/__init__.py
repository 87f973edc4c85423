"""People: one record for each human, the ways to reach them, the accounts they sign in with, and their duplicates."""

from ..outbox import undeliverable
from . import models, views
from .queries import contacts

__all__ = ["init_app", "models"]


def phone_of(session, person_id):
    return contacts.on_file(session, person_id)[1]


def init_app(app):
    views.register(app)
    undeliverable.phones(phone_of)
