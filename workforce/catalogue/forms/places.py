"""Places as staff write them."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import BooleanField, StringField
from wtforms.validators import Length, ValidationError

from ...forms import Form
from .texts import LocalizedField


def is_web_address(_form, field):
    if field.data and not field.data.startswith(("https://", "http://")):
        raise ValidationError(_("An address of the web begins with https://. Copy it from your browser."))


class PlaceForm(Form):
    name = LocalizedField(lazy_pgettext("place", "Name"))
    address = StringField(lazy_pgettext("place", "Address"), validators=[Length(max=200)])
    access = LocalizedField(_("How to get there"), lines=2, needed=False)
    map_url = StringField(_("Address of a map"), validators=[Length(max=500), is_web_address])
    step_free = BooleanField(_("Step-free: reachable in a wheelchair"))

    def values(self):
        return {
            "name": self.name.revised,
            "address": self.address.data or "",
            "access": self.access.revised,
            "step_free": self.step_free.data,
            "map_url": self.map_url.data or "",
        }
