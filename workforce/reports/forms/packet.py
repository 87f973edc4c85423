"""What administrators and clerks fill in about papers for the authority."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, WholeField
from ...catalogue.forms.rules import RuleForm
from ...forms import Form
from ..rules.deadlines import NAMES


class SentForm(Form):
    paper = ChoiceField(_("Which paper"), NAMES.items())
    words = StringField(_("To whom and how"), [Length(max=300, message=_("Shorten this to 300 characters."))])


class DeadlineForm(RuleForm):
    plan = WholeField(_("Days before recruiting begins, for the plan"), least=1)
    change = WholeField(_("Days before a change, to report it"), least=1)
    cancellation = WholeField(_("Days after a cancellation, to report it"), least=1)
    report = WholeField(_("Days after the last day, for the result"), least=1)
    shown = ("plan", "change", "cancellation", "report")
