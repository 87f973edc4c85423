"""How long a seat is held for a guardian's answer, as administrators set it."""

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField

from ...catalogue.forms.fields import TimeField, WholeField
from ...catalogue.forms.rules import RuleForm, StepForm


class HoldStepForm(StepForm):
    before = WholeField(_("Days before the start, at least"), needed=False)
    days = WholeField(_("Days to answer"), needed=False)
    halves = ("before", "days")


class GuardianHoldForm(RuleForm):
    closes = TimeField(_("Hour at which the last day ends"))
    steps = FieldList(FormField(HoldStepForm, _("Step")), _("How long guardians have"))
    remind_percent = WholeField(_("Ask once more after so many percent of the time"), least=1)

    def values(self):
        return {
            "closes": f"{self.closes.data:%H:%M}",
            "steps": self.stepped(),
            "remind_percent": self.remind_percent.data,
        }
