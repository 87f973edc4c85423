"""What staff read about lines of the bank."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ..models import RowState
from .matching import Result, Sign

RESULTS = {
    Result.CLEAR: _("Clear"),
    Result.UNCLEAR: _("Unclear"),
    Result.KNOWN: _("Known from an earlier file"),
    Result.OUT: _("No money came in"),
    Result.ERROR: _("Cannot be read"),
}
SIGNS = {
    Sign.RECEIPT: _("receipt number"),
    Sign.KANA: _("sender"),
    Sign.AMOUNT: _("amount"),
}
ROW_STATES = {
    RowState.BOOKED: _("Booked"),
    RowState.UNCLEAR: _("Unclear"),
    RowState.SET_ASIDE: _("Set aside"),
}


def signs_words(agrees) -> str:
    """What agrees and what does not: "receipt number, amount agree; sender does not"."""
    yes = gettext(", ").join(str(SIGNS[sign]) for sign in Sign if sign in agrees)
    no = gettext(", ").join(str(SIGNS[sign]) for sign in Sign if sign not in agrees)
    if not no:
        return gettext("Agrees: %(yes)s", yes=yes)
    return gettext("Agrees: %(yes)s. Does not agree: %(no)s", yes=yes or gettext("nothing"), no=no)
