"""Whose timetable the address asks for."""

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import ChoiceField
from ...catalogue.forms.filters import AddressForm
from ...forms import strip


class OneForm(AddressForm):
    which = ChoiceField(_("Whose timetable"), coerce=strip, validate_choice=False)

    def __init__(self, asked, offered):
        super().__init__(asked)
        self.which.offer(offered)
