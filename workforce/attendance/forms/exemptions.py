"""Asking not to take a subject again."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, DayField
from ...forms import Form
from ..rules.qualifications import Qualification

SHORT = Length(max=200, message=_("Shorten this to 200 characters."))


class OwnExemptionForm(Form):
    qualification = ChoiceField(_("What have you completed?"))
    document = StringField(_("Which paper do you have about it?"), [SHORT])
    document_on = DayField(_("The day on the paper"), needed=False)

    @property
    def chosen(self) -> Qualification:
        return Qualification(self.qualification.data)
