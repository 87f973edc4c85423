"""The lines of the ledger in the reader's language."""

from flask_babel import gettext, lazy_pgettext
from flask_babel import lazy_gettext as _

from ...catalogue.models import FeeKind
from ..models import LineKind
from .ledger import MAKING_UP, what

FEES = {
    FeeKind.TUITION: _("Tuition"),
    FeeKind.TEXTBOOK: _("Textbook"),
    FeeKind.INSURANCE: _("Insurance"),
}
BESIDES = {"copy": _("Copy of the certificate"), MAKING_UP: _("Make-up lesson")}
"""What is charged besides the seat, by how the cause of the line begins."""
KINDS = {
    LineKind.CHARGE: _("Fee"),
    LineKind.REDUCTION: _("Reduction"),
    LineKind.CANCELLATION_FEE: _("Cancellation fee"),
    LineKind.REVERSAL: _("Taken back"),
    LineKind.PAYMENT: lazy_pgettext("ledger", "Paid"),
    LineKind.REFUND: _("Paid back to you"),
    LineKind.COMPLETION_REFUND: _("Refund for working in the city"),
}


def line_words(line) -> str:
    """Tuition; Taken back: Tuition; Paid; Copy of the certificate."""
    if line.kind is LineKind.CHARGE:
        return str(BESIDES.get(what(line)) or FEES[line.fee])
    if line.fee is None:
        return str(KINDS[line.kind])
    return gettext("%(what)s: %(fee)s", what=KINDS[line.kind], fee=FEES[line.fee])


FEES_ON_PAPER = {
    (LineKind.CHARGE, FeeKind.TUITION): "受講料",
    (LineKind.CHARGE, FeeKind.TEXTBOOK): "テキスト代",
    (LineKind.CHARGE, FeeKind.INSURANCE): "保険料",
    (LineKind.REDUCTION, FeeKind.TUITION): "減免",
    (LineKind.CANCELLATION_FEE, FeeKind.TUITION): "取消料（受講料）",
    (LineKind.CANCELLATION_FEE, FeeKind.TEXTBOOK): "取消料（テキスト代）",
    (LineKind.CANCELLATION_FEE, FeeKind.INSURANCE): "取消料（保険料）",
}
"""On receipts and invoices, which are Japanese whoever gets them."""
BESIDES_ON_PAPER = {"copy": "修了証明書の再交付", MAKING_UP: "補講料"}


def on_paper(line) -> str:
    return BESIDES_ON_PAPER.get(what(line)) or FEES_ON_PAPER[line.kind, line.fee]
