"""What staff write about an operator and its offices."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from ...forms import Form
from ...people.forms.fields import read_by
from ..models import Service
from ..rules.office_numbers import office_number
from ..rules.words import SERVICES

LONG = Length(max=100, message=_("Shorten this to 100 characters."))


class OperatorForm(Form):
    """`leads`: (person id, name)."""

    name = StringField(
        lazy_pgettext("operator", "Name of the corporation"),
        [DataRequired(_("Type the name of the corporation.")), LONG],
    )
    lead_id = SelectField(_("Lead person"), coerce=lambda text: int(text) if text else None)

    def __init__(self, leads, **given):
        super().__init__(**given)
        choices = [("", _("Nobody yet")), *leads]
        self.lead_id.choices = [SelectChoice(str(value), words) for value, words in choices]


class OfficeForm(Form):
    name = StringField(_("Name of the office"), [DataRequired(_("Type the name of the office.")), LONG])
    number = StringField(_("Office number"), [DataRequired(_("Type the ten digits.")), read_by(office_number)])
    service = SelectField(
        _("Service"),
        choices=[SelectChoice("", _("Choose")), *(SelectChoice(one.value, words) for one, words in SERVICES.items())],
        coerce=lambda text: Service(text) if text else None,
        validators=[DataRequired(_("Choose a service."))],
    )
    municipality = StringField(_("City or ward"), [Optional(), LONG])

    def values(self):
        return {name: self[name].data for name in ("name", "number", "service", "municipality")}
