"""What staff arranged."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length

from ...forms import Form


class ArrangementForm(Form):
    note = TextAreaField(_("What did you arrange?"), [Length(max=500, message=_("Shorten it to 500 characters."))])
