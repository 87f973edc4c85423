"""Points and outcomes in words."""

from decimal import Decimal
from fractions import Fraction

from flask_babel import lazy_gettext as _

from ..models import Outcome

OUTCOMES = {
    Outcome.SEAT: _("gets a seat"),
    Outcome.WAITING: _("waits"),
    Outcome.BELOW: _("too few points"),
    Outcome.WITHDRAWN: _("had left before"),
}
TONES = {Outcome.SEAT: "good", Outcome.WAITING: "wait", Outcome.BELOW: "bad", Outcome.WITHDRAWN: "quiet"}


def points_words(points: Fraction | int) -> str:
    """7, 7.5, 7.33: an average with at most two digits behind the point."""
    exact = Fraction(points)
    rounded = round(Decimal(exact.numerator) / Decimal(exact.denominator), 2)
    return f"{rounded.normalize():f}"
