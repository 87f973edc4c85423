"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ... import i18n, links
from ..rules.worth import TONES, WORDS

views = Blueprint("certificates", __name__, url_prefix="/<language:language>")

from . import checking, cohorts, own, policies, registers, staff, told  # noqa: E402


def register(app):
    app.jinja_env.filters.update(worth_word=lambda worth: WORDS[worth], worth_tone=lambda worth: TONES[worth])
    app.jinja_env.globals["whole_address"] = whole_address
    app.register_blueprint(views)


def whole_address(endpoint, **values):
    """Of a page in the language that is spoken, also in a letter."""
    return links.whole(endpoint, language=i18n.current().code, **values)


__all__ = ["checking", "cohorts", "own", "policies", "register", "registers", "staff", "told", "views"]
