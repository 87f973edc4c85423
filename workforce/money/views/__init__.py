"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ..rules.words import ROW_STATES, line_words, signs_words

views = Blueprint("money", __name__, url_prefix="/<language:language>")

from . import bank, documents, fees, payments, people, policies  # noqa: E402


def register(app):
    app.jinja_env.filters.update(
        line_words=line_words, signs_words=signs_words, row_state_word=lambda state: ROW_STATES[state]
    )
    app.register_blueprint(views)


__all__ = ["bank", "documents", "fees", "payments", "people", "policies", "register", "views"]
