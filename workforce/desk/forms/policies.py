"""Rules that differ by place, as administrators set them."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import FieldList, FormField

from ...catalogue.forms.fields import TimeField, WholeField
from ...catalogue.forms.rules import RuleForm, StepForm


class OfferStepForm(StepForm):
    days = WholeField(_("Days before the start, at least"), needed=False)
    hours = WholeField(_("Hours to answer"), needed=False)
    halves = ("days", "hours")


class QuietHoursForm(RuleForm):
    begins = TimeField(_("From"))
    ends = TimeField(lazy_pgettext("hour", "Until"))

    def values(self):
        return {"begins": f"{self.begins.data:%H:%M}", "ends": f"{self.ends.data:%H:%M}"}


class OfferHoursForm(RuleForm):
    opens = TimeField(_("First hour that counts"))
    closes = TimeField(_("Last hour that counts"))
    steps = FieldList(FormField(OfferStepForm, _("Step")), _("How long people have"))
    at_least_minutes = WholeField(_("Offer nothing by letter with fewer minutes than these left"), least=1)

    def values(self):
        return {
            "opens": f"{self.opens.data:%H:%M}",
            "closes": f"{self.closes.data:%H:%M}",
            "steps": self.stepped(),
            "at_least_minutes": self.at_least_minutes.data,
        }


class DrawWeightsForm(RuleForm):
    lost = WholeField(_("Tickets more for each earlier draw of the course without a seat"))
    newcomer = WholeField(_("Tickets more for people who never had a seat here"))
    most = WholeField(_("Most tickets of one person"), least=1)
    shown = ("lost", "newcomer", "most")


class WaitingEndsForm(RuleForm):
    days = WholeField(_("Days after the first lesson has begun"))
    shown = ("days",)
