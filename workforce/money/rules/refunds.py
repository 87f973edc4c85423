"""The life of a refund case, who may get how much, and after how many months of work."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...i18n.formats import money
from ...refusals import Refused
from ..models import Case

WHOLE = 100

# (move, from): to.
MOVES: dict[tuple[str, Case], Case] = {
    ("ask_employer", Case.COMPLETED): Case.ASKED,
    ("ask_employer", Case.ASKED): Case.ASKED,
    ("prove", Case.ASKED): Case.PROVEN,
    ("prove_on_paper", Case.COMPLETED): Case.PROVEN,
    ("prove_on_paper", Case.ASKED): Case.PROVEN,
    ("deny", Case.ASKED): Case.COMPLETED,
    ("approve", Case.PROVEN): Case.APPROVED,
    ("pay", Case.APPROVED): Case.PAID,
    ("refuse", Case.COMPLETED): Case.REFUSED,
    ("refuse", Case.ASKED): Case.REFUSED,
    ("refuse", Case.PROVEN): Case.REFUSED,
}

CASES = {
    Case.COMPLETED: _("Course completed"),
    Case.ASKED: _("Employer asked"),
    Case.PROVEN: _("Work is proven"),
    Case.APPROVED: _("To be paid out"),
    Case.PAID: _("Paid out"),
    Case.REFUSED: _("Not granted"),
}
MOVE_WORDS = {
    "case_opened": _("Refund case opened"),
    "ask_employer": _("Employer asked by letter"),
    "prove": _("Employer says that the person works there"),
    "prove_on_paper": _("Proof of work seen on paper"),
    "deny": _("Employer says that the person does not work there"),
    "approve": _("Refund approved"),
    "pay": _("Refund paid out"),
    "refuse": _("Refund refused"),
}


class OutOfRange(Refused):
    message = _("Give 1 to 36 months of work and 1 to 100 percent.")


@dataclass(frozen=True)
class CompletionRefund:
    """`percent` of what was paid, at most `most` yen, after `months` of work in the city; asked for within `within`
    months of the completion.
    """

    percent: int
    most: int
    months: int
    within: int

    def yen(self, paid: int) -> int:
        return max(min(paid * self.percent // WHOLE, self.most), 0)

    def proven_from(self, works_since: date) -> date:
        return months_later(works_since, self.months)

    def last_day(self, completed_on: date) -> date:
        return months_later(completed_on, self.within)


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read(values: dict[str, Any]) -> CompletionRefund:
    return CompletionRefund(**values)


def check(rule: CompletionRefund):
    if not (1 <= rule.months <= 36 and 1 <= rule.percent <= WHOLE):
        raise OutOfRange


def words(rule: CompletionRefund) -> Sequence[str]:
    return [
        gettext(
            "%(percent)s%% of what was paid comes back, at most %(most)s.", percent=rule.percent, most=money(rule.most)
        ),
        ngettext(
            "After %(num)s month of work at one operator in the city, which the operator confirms.",
            "After %(num)s months of work at one operator in the city, which the operator confirms.",
            rule.months,
        ),
        ngettext(
            "Within %(num)s month of the last day of the course.",
            "Within %(num)s months of the last day of the course.",
            rule.within,
        ),
    ]


COMPLETION_REFUND = policies.kind(
    "completion_refund",
    _("What comes back to whoever works in the city after the course"),
    read=read,
    words=words,
    shipped={"percent": 50, "most": 50000, "months": 6, "within": 24},
    source="市川市の例（費用の2分の1、初任者研修は上限5万円、市内の1事業所で6か月継続就労、修了から2年以内）。センターと市が決める値です。",
    check=check,
)
