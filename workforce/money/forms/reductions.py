"""Asking to pay less, and deciding it."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, DayField
from ...forms import Form
from ..models import Evidence, Ground
from ..rules.reductions import EVIDENCE, GROUNDS, Reductions

CHOOSE = _("Choose one.")


class AskForm(Form):
    """The grounds that the rule offers."""

    ground = RadioField(_("Why would you like to pay less?"), invalid_choice_message=CHOOSE)
    words = TextAreaField(
        _("Do you want to say more?"), [Length(max=1000, message=_("Shorten this to 1000 characters."))]
    )

    def __init__(self, rule: Reductions, **kwargs):
        super().__init__(**kwargs)
        self.ground.choices = [(ground.value, words) for ground, words in GROUNDS.items() if ground in rule.off]

    @property
    def chosen(self) -> Ground:
        return Ground(self.ground.data)


class GrantForm(Form):
    evidence = ChoiceField(_("What you saw"), [("", _("Choose")), *EVIDENCE.items()])
    seen_on = DayField(_("Seen on"), needed=False)
    said = StringField(_("Words for the letter"), [Length(max=500, message=_("Shorten this to 500 characters."))])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen_on.flags.optional = False  # the refusal says why it is needed

    @property
    def seen(self) -> Evidence | None:
        return Evidence(self.evidence.data) if self.evidence.data else None


class RefuseForm(Form):
    reason = TextAreaField(_("Reason"), [Length(max=500, message=_("Shorten the reason to 500 characters."))])
