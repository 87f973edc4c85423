"""Money at the counter, money that goes back, and a booking that was wrong."""

from secrets import token_hex

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import DayField, WholeField
from ...forms import Form


class AmountForm(Form):
    """`key` makes a form that is sent twice one booking."""

    yen = WholeField(_("Amount in yen"), least=1)
    day = DayField(_("Day"))
    key = HiddenField(default=lambda: token_hex(8))


class PayOutForm(AmountForm):
    words = StringField(_("How it was given back"), [Length(max=200, message=_("Shorten this to 200 characters."))])


class ReasonForm(Form):
    reason = StringField(_("Reason"), [Length(max=300, message=_("Shorten the reason to 300 characters."))])
