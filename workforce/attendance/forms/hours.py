"""Papers that count, taking something back, and completion against the rule."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, ChoicesField, DayField, WholeField
from ...forms import Form
from ..models import CreditSource
from .exemptions import OwnExemptionForm

SHORT = Length(max=200, message=_("Shorten this to 200 characters."))
REASON = Length(max=300, message=_("Shorten the reason to 300 characters."))


class CreditForm(Form):
    item = ChoiceField(_("What it counts for"))
    source = ChoiceField(_("How it was learned"))
    minutes = WholeField(_("Minutes"), least=1)
    provider = StringField(_("School, provider or course"), [SHORT])
    done_on = DayField(_("Done on"))
    document = StringField(_("Paper that shows it"), [SHORT])
    document_on = DayField(_("The day on the paper"))
    reason = StringField(_("Why a limit of making up is set aside (only if one is reached)"), [REASON])

    @property
    def chosen(self) -> CreditSource:
        return CreditSource(self.source.data)


class EndForm(Form):
    reason = StringField(_("What was wrong"), [REASON])


class OverrideForm(Form):
    reason = StringField(_("Why it can be set aside"), [REASON])


class OverrideDecisionForm(Form):
    answer = StringField(_("Your answer, with what you looked at"), [REASON])


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
