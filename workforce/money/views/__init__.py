"""The addresses of this feature, one module a noun."""

from flask import Blueprint

from ... import links
from ..actions.refunds import LINK_LASTS
from ..rules.bank_words import ROW_STATES, signs_words
from ..rules.reductions import ASKINGS, GROUND_NAMES
from ..rules.refunds import CASES
from ..rules.words import line_words

views = Blueprint("money", __name__, url_prefix="/<language:language>")

from . import bank, documents, fees, payments, payouts, people, policies, reductions, refunds, told  # noqa: E402


def register(app):
    app.jinja_env.filters.update(
        line_words=line_words,
        signs_words=signs_words,
        row_state_word=lambda state: ROW_STATES[state],
        case_word=lambda state: CASES[state],
        ground_word=lambda ground: GROUND_NAMES[ground],
        asking_word=lambda state: ASKINGS[state],
    )
    app.register_blueprint(views)
    links.opens(links.Purpose.EMPLOYER, "money.employer", lasts=LINK_LASTS)


__all__ = [
    "bank",
    "documents",
    "fees",
    "payments",
    "payouts",
    "people",
    "policies",
    "reductions",
    "refunds",
    "register",
    "told",
    "views",
]
