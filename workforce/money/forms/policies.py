"""The rules about money, as administrators set them: one form a kind, each giving `values()` as the kind keeps them."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import WholeField
from ...catalogue.forms.rules import RuleForm, StepForm
from ...catalogue.models import FeeKind
from ..models import Ground


def text(label):
    return StringField(label, [Length(max=200, message=_("Shorten this to 200 characters."))])


class CancellationStepForm(StepForm):
    days = WholeField(_("Days before the first day, at least"), needed=False)
    percent = WholeField(_("Percent of the fee that stays"), needed=False)
    halves = ("days", "percent")


class CancellationForm(RuleForm):
    steps = FieldList(FormField(CancellationStepForm, _("Step")), _("What stays with the centre"))

    @classmethod
    def beginning(cls, table):
        return {"steps": [{"days": step.days, "percent": step.percent} for step in table.steps]}

    def values(self):
        return {"steps": self.stepped()}


class TermForm(RuleForm):
    days = WholeField(_("Days to pay after we confirm the seat"), least=1)
    tuition = WholeField(_("Tax within the tuition, in percent"))
    textbook = WholeField(_("Tax within the textbook, in percent"))
    insurance = WholeField(_("Tax within the insurance, in percent"))
    shown = ("days", "tuition", "textbook", "insurance")

    @classmethod
    def beginning(cls, term):
        return {"days": term.days} | {kind.value: rate for kind, rate in term.tax.items()}

    def values(self):
        return {"days": self.days.data, "tax": {kind.value: self[kind.value].data for kind in FeeKind}}


class AccountForm(RuleForm):
    bank = text(_("Bank"))
    branch = text(_("Branch"))
    sort = text(_("Kind of account"))
    number = text(_("Account number"))
    holder = text(_("Account holder, in kana"))
    issuer = text(_("Who issues receipts"))
    address = text(_("Address on receipts"))
    registration = text(_("Registration number (T and 13 digits)"))
    shown = ("bank", "branch", "sort", "number", "holder", "issuer", "address", "registration")


class ReductionForm(RuleForm):
    resident_percent = WholeField(_("Lives in the city: percent off the tuition"))
    resident_yen = WholeField(_("Lives in the city: or yen off the tuition"))
    student_percent = WholeField(_("Student: percent off the tuition"))
    student_yen = WholeField(_("Student: or yen off the tuition"))
    income_percent = WholeField(_("Low income: percent off the tuition"))
    income_yen = WholeField(_("Low income: or yen off the tuition"))
    objection_days = WholeField(_("Days to object"), least=1)
    shown = (
        *("resident_percent", "resident_yen", "student_percent", "student_yen"),
        *("income_percent", "income_yen", "objection_days"),
    )

    @classmethod
    def beginning(cls, rule):
        pairs = {ground: rule.off.get(ground, (0, 0)) for ground in Ground}
        percents = {f"{ground.value}_percent": percent for ground, (percent, _yen) in pairs.items()}
        amounts = {f"{ground.value}_yen": yen for ground, (_percent, yen) in pairs.items()}
        return percents | amounts | {"objection_days": rule.objection_days}

    def values(self):
        off = {
            ground.value: [self[f"{ground.value}_percent"].data, self[f"{ground.value}_yen"].data] for ground in Ground
        }
        return off | {"objection_days": self.objection_days.data}


class RefundForm(RuleForm):
    percent = WholeField(_("Percent of what was paid"), least=1)
    most = WholeField(_("At most, in yen"), least=1)
    months = WholeField(_("Months of work in the city"), least=1)
    within = WholeField(_("Months after the course in which to ask for it"), least=1)
    shown = ("percent", "most", "months", "within")


def beginning(form: Any, rule, today: date) -> dict[str, Any]:
    """What the form begins with: what counts now, from today on."""
    return {"from_day": today} | form.beginning(rule)
