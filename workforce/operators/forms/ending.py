"""Why our work with an operator ends, or is taken up again."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from ...forms import Form
from ..actions.ending import ReasonMissing


class EndingForm(Form):
    reason = StringField(
        _("Reason"),
        [DataRequired(ReasonMissing.message), Length(max=300, message=_("Shorten the reason to 300 characters."))],
    )
