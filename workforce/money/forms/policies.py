"""The rules about money, as administrators set them: one form a kind, each giving `values()` as the kind keeps them."""

import json
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, StringField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import DayField, WholeField
from ...catalogue.models import FeeKind
from ...forms import Form
from ..models import Ground

SPARE = 2
"""Empty rows for more steps; whoever needs still more gets them with the preview."""


def text(label):
    return StringField(label, [Length(max=200, message=_("Shorten this to 200 characters."))])


class RuleForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    source = StringField(
        _("Source"),
        [
            DataRequired(_("Write where the rule comes from: a law, an agreement, or who decided it and when.")),
            Length(max=300, message=_("Shorten the source to 300 characters.")),
        ],
    )
    previewed = HiddenField()

    shown: tuple[str, ...] = ()
    """The fields of the rule itself, in their order."""
    steps: Any = None

    def values(self) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)


class StepForm(Part):
    days = WholeField(_("Days before the first day, at least"), needed=False)
    percent = WholeField(_("Percent of the fee that stays"), needed=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for half in (self.days, self.percent):
            half.flags.optional = False  # the hint over all rows says which may stay empty

    @property
    def is_whole(self):
        return self.days.data is not None and self.percent.data is not None


class CancellationForm(RuleForm):
    steps = FieldList(FormField(StepForm, _("Step")), _("What stays with the centre"))

    @classmethod
    def beginning(cls, table):
        return {"steps": [{"days": step.days, "percent": step.percent} for step in table.steps]}

    def values(self):
        return {"steps": [[one.form.days.data, one.form.percent.data] for one in self.steps if one.form.is_whole]}

    def add_spare_rows(self):
        empty = sum(not entry.form.is_whole and not entry.errors for entry in self.steps)
        for _missing in range(SPARE - empty):
            self.steps.append_entry()


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

    @classmethod
    def beginning(cls, account):
        return {name: getattr(account, name) for name in cls.shown}

    def values(self):
        return {name: self[name].data for name in self.shown}


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

    @classmethod
    def beginning(cls, rule):
        return {name: getattr(rule, name) for name in cls.shown}

    def values(self):
        return {name: self[name].data for name in self.shown}


def beginning(form: Any, rule, today: date) -> dict[str, Any]:
    """What the form begins with: what counts now, from today on."""
    return {"from_day": today} | form.beginning(rule)
