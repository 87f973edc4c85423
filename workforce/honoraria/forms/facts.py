"""Rank, payee and the way, as staff note them."""

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import ChoiceField, DayField, WholeField
from ...forms import Form
from ..models import Payee
from ..rules.terms import RANKS, Rank
from ..rules.words import PAYEES


class FactForm(Form):
    since = DayField(_("From which day on"))
    rank = ChoiceField(_("Rank for the fee"), RANKS.items())
    payee = ChoiceField(_("Who is paid"), PAYEES.items())
    operator = ChoiceField(_("Which operator"), coerce=lambda typed: int(typed) if typed and typed != "None" else None)

    def values(self):
        return {
            "since": self.since.data,
            "rank": Rank(self.rank.data),
            "payee": Payee(self.payee.data),
            "operator_id": self.operator.data,
        }


class FareForm(Form):
    yen = WholeField(_("Yen there and back"))
