"""When a fee is due, and the tax within it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.models import FeeKind
from ...refusals import Refused

RATES = (0, 8, 10)


class NoSuchRate(Refused):
    message = _("The tax is 0, 8 or 10 percent. Type one of them.")


class TermOutOfRange(Refused):
    message = _("Give people at least 1 day to pay, and at most 90.")
    field = "days"


@dataclass(frozen=True)
class PaymentTerm:
    """`days` after the notice, never later than the first day. `tax`: percent within the price, by fee."""

    days: int
    tax: dict[FeeKind, int]

    def due_on(self, today: date, first_day: date | None = None) -> date:
        latest = today + timedelta(days=self.days)
        return latest if first_day is None else max(today, min(latest, first_day))


def read(values: dict[str, Any]) -> PaymentTerm:
    """{"days": 10, "tax": {"tuition": 10, "textbook": 10, "insurance": 0}}"""
    return PaymentTerm(values["days"], {kind: values["tax"].get(kind.value, 0) for kind in FeeKind})


def check(term: PaymentTerm):
    if not 1 <= term.days <= 90:
        raise TermOutOfRange
    if any(rate not in RATES for rate in term.tax.values()):
        raise NoSuchRate


def words(term: PaymentTerm) -> Sequence[str]:
    tax = term.tax
    return [
        ngettext(
            "Fees are due %(num)s day after we confirm the seat, at the latest on the first day.",
            "Fees are due %(num)s days after we confirm the seat, at the latest on the first day.",
            term.days,
        ),
        gettext(
            "Tax within the price: tuition %(tuition)s%%, textbook %(textbook)s%%, insurance %(insurance)s%%.",
            tuition=tax[FeeKind.TUITION],
            textbook=tax[FeeKind.TEXTBOOK],
            insurance=tax[FeeKind.INSURANCE],
        ),
        gettext("Whoever has not paid by then appears on the to-do list. Nobody is cancelled by the clock."),
    ]


PAYMENT_TERM = policies.kind(
    "payment_term",
    _("When fees are due, and the tax within them"),
    read=read,
    words=words,
    shipped={"days": 10, "tax": {"tuition": 10, "textbook": 10, "insurance": 0}},
    source="通知から10日以内とする講座の例。税率は消費税法（保険料は非課税）。センターの課税区分は税務署に確認してください。",
    check=check,
)
