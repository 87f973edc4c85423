"""How somebody wants to be told, and where they live."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation

from ...forms import Form
from ...refusals import Refused
from ..actions.addresses import CALL, FIELDS, LETTER
from ..rules.contacts import postcode

SHORT = Length(max=100, message=_("Shorten this to 100 characters."))
CHANNELS = {"mail": _("By mail"), LETTER: _("By letter on paper"), CALL: _("By telephone")}

CHOICES = [SelectChoice(key, words) for key, words in CHANNELS.items()]


class ReachForm(Form):
    channel = RadioField(_("How shall we tell you?"), choices=CHOICES, default="mail")
    postal_code = StringField(_("Postal code"), [Optional(), Length(max=20)])
    prefecture = StringField(_("Prefecture"), [Optional(), SHORT])
    municipality = StringField(_("City, ward, town"), [Optional(), SHORT])
    street = StringField(_("District and number"), [Optional(), SHORT])
    building = StringField(_("Building and room"), [Optional(), SHORT])

    def validate_postal_code(self, field):
        try:
            postcode(field.data)
        except Refused as refusal:
            raise StopValidation(refusal.text()) from None

    @property
    def address(self):
        return {name: self[name].data or "" for name in FIELDS}

    @property
    def wish(self):
        """As it is kept."""
        return self.channel.data if self.channel.data in {LETTER, CALL} else None


def filled(person, row):
    """What the form begins with."""
    return {"channel": person.channel or "mail"} | {name: getattr(row, name) if row else "" for name in FIELDS}
