"""How many seats an operator holds without names, and until which day."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import DataRequired

from ...catalogue.forms.fields import DayField, WholeField
from ...forms import Form


class ReservationForm(Form):
    """`key` makes a second click the same reservation."""

    seats = WholeField(_("How many seats"), least=1)
    until = DayField(_("Hold them until the evening of"))
    key = HiddenField(validators=[DataRequired(_("This page was not made for sending. Open it again."))])
