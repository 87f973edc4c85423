"""Who is in charge of sessions that teach nothing, as staff name it."""

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from ...catalogue.forms.fields import NEEDED, ChoiceField, ChoicesField
from ...forms import Form


class ChargeForm(Form):
    person = ChoiceField(
        _("Who takes the roll"), coerce=lambda typed: int(typed) if typed else None, validators=[InputRequired(NEEDED)]
    )
    sessions = ChoicesField(_("Which sessions"), coerce=int)
