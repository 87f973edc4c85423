"""Why somebody cannot come."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ...forms import Form


class AbsenceForm(Form):
    reason = StringField(
        _("Why can you not come?"), [Length(max=200, message=_("Please shorten it to 200 characters."))]
    )
