"""How a receipt or an invoice is made out, and why one is void."""

from secrets import token_hex

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField
from ...forms import Form
from ..actions.documents import Wish
from ..rules.documents import Addressee, Calendar

ADDRESSEES = [(Addressee.PERSON, _("A person (様)")), (Addressee.OPERATOR, _("An operator or office (御中)"))]
CALENDARS = [(Calendar.WESTERN, _("Western year (2026年)")), (Calendar.ERA, _("Japanese era (令和8年)"))]


class DocumentForm(Form):
    """`key` makes a form that is sent twice one paper. `replaces`: id of the void one, or empty."""

    name = StringField(_("Made out to"), [Length(max=100, message=_("Shorten the name to 100 characters."))])
    addressee = ChoiceField(_("That is"), ADDRESSEES)
    calendar = ChoiceField(_("Dates"), CALENDARS)
    key = HiddenField(default=lambda: token_hex(8))
    replaces = HiddenField()

    def wish(self, replaceable) -> Wish:
        """`replaceable`: the ids of the void papers of this enrolment."""
        replaces = int(self.replaces.data) if self.replaces.data.isdecimal() else None
        return Wish(
            self.name.data,
            Addressee(self.addressee.data),
            Calendar(self.calendar.data),
            replaces if replaces in replaceable else None,
        )


class VoidForm(Form):
    reason = StringField(_("Reason"), [Length(max=300, message=_("Shorten the reason to 300 characters."))])
