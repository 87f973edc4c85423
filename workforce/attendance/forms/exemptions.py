"""Asking not to take a subject again, and deciding it."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, ChoicesField, DayField
from ...forms import Form
from ..rules.exemptions import Qualification

SHORT = Length(max=200, message=_("Shorten this to 200 characters."))


class OwnExemptionForm(Form):
    qualification = ChoiceField(_("What have you completed?"))
    document = StringField(_("Which paper do you have about it?"), [SHORT])
    document_on = DayField(_("The day on the paper"), needed=False)

    @property
    def chosen(self) -> Qualification:
        return Qualification(self.qualification.data)


class ExemptionForm(OwnExemptionForm):
    qualification = ChoiceField(_("What the trainee has completed"))
    document = StringField(_("Paper that shows it"), [SHORT])


class DecisionForm(Form):
    """Subjects that stay without a tick are refused."""

    subjects = ChoicesField(_("Subjects that need not be taken again"))
    document_on = DayField(_("The day on the paper that you saw"), needed=False)
    answer = StringField(
        _("Answer for the trainee"), [Length(max=300, message=_("Shorten the answer to 300 characters."))]
    )

    @property
    def granted(self) -> set[int]:
        return {int(one) for one in self.subjects.data or ()}
