"""Who teaches what, as staff name it."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from ...catalogue.forms.fields import CHOOSE, NEEDED, ChoiceField, ChoicesField, options
from ...forms import Form
from ..models import Duty

DUTIES = {Duty.LEAD: _("Teaches"), Duty.ASSISTANT: _("Helps")}


class TeachingForm(Form):
    person = ChoiceField(
        _("Who"), coerce=lambda typed: int(typed) if typed else None, validators=[InputRequired(NEEDED)]
    )
    duty = RadioField(
        _("What they do"),
        choices=options((duty.value, words) for duty, words in DUTIES.items()),
        default=Duty.LEAD.value,
        validators=[InputRequired(CHOOSE)],
    )
    parts = ChoicesField(_("Which parts"), coerce=int)
