"""Opening a refund case, asking the employer, and what the employer answers."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Email, Length

from ...catalogue.forms.fields import NEEDED, ChoiceField, DayField
from ...forms import Form
from ...i18n import LANGUAGES


class OpenForm(Form):
    """`known`: what is on record; then nothing is asked."""

    completed_on = DayField(_("Last day of the course for this person"))
    proof = StringField(_("What shows it"), [Length(max=200, message=_("Shorten this to 200 characters."))])

    def __init__(self, known=None, **given):
        super().__init__(**given)
        if known:
            self.completed_on.needed = False


class EmployerForm(Form):
    employer = StringField(_("Operator"), [DataRequired(NEEDED), Length(max=100)])
    mail = StringField(_("Mail address of the operator"), [DataRequired(NEEDED), Email(_("Type a mail address."))])
    speaks = ChoiceField(_("Language of the letter"), [(one.code, one.name) for one in LANGUAGES.values()])


class ProofForm(Form):
    works_since = DayField(_("Works here since"), needed=False)
    name = StringField(_("Your name"), [Length(max=100, message=_("Shorten the name to 100 characters."))])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.works_since.flags.optional = False  # the refusal says why it is needed


class PaperForm(ProofForm):
    works_since = DayField(_("Works there since"), needed=False)
    name = StringField(_("What you saw, and who signed it"), [Length(max=100)])


class RefuseForm(Form):
    reason = StringField(_("Reason"), [Length(max=300, message=_("Shorten the reason to 300 characters."))])
