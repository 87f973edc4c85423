"""Places as staff write them."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from ...forms import Form
from .texts import LocalizedField


class PlaceForm(Form):
    name = LocalizedField(lazy_pgettext("place", "Name"))
    address = StringField(lazy_pgettext("place", "Address"), validators=[Length(max=200)])
    access = LocalizedField(_("How to get there"), lines=2, needed=False)
    step_free = BooleanField(_("Step-free: reachable in a wheelchair"))

    def values(self):
        return {
            "name": self.name.revised,
            "address": self.address.data or "",
            "access": self.access.revised,
            "step_free": self.step_free.data,
        }
