"""Money that comes in at the counter, goes back to people, and bookings that were wrong."""

from datetime import date

from flask_babel import lazy_gettext as _

from ...database import hold
from ...i18n.formats import money
from ...refusals import Refused
from ..models import LedgerLine, LineKind
from ..queries import bank as queries
from ..queries import ledger
from ..rules.ledger import is_besides, reversal_of
from . import refunds
from .bank import take_up
from .booking import book, take_back


class MoreThanOwed(Refused):
    """Raised with `open`, in yen."""

    message = _("Only %(open)s is still to be paid. Type that or less.")
    field = "yen"

    def text(self):
        return str(self.message) % {"open": money(self.values["open"])}


class MoreThanDue(MoreThanOwed):
    message = _("Only %(open)s is to be given back. Type that or less.")


class ReasonMissing(Refused):
    message = _("Write the reason: it is kept with the line for good.")
    field = "reason"


class TakenBackAlready(Refused):
    message = _("This line was taken back already. Look at how it stands now.")


class StandsForGood(Refused):
    message = _(
        "Only payments, money that was paid back, cancellation fees and what was charged besides the seat can be taken "
        "back here."
    )


CAN_BE_TAKEN_BACK = (LineKind.PAYMENT, LineKind.REFUND, LineKind.CANCELLATION_FEE)


def can_be_taken_back(line: LedgerLine) -> bool:
    return line.kind in CAN_BE_TAKEN_BACK or (line.kind is LineKind.CHARGE and is_besides(line))


def pay_cash(session, enrolment, *, yen: int, day: date, key: str, by, at) -> LedgerLine:
    """Somebody paid at the counter. The same `key` is the same payment, however often it comes. Raises MoreThanOwed."""
    hold(session, enrolment)
    cause = f"cash:{key}"
    if booked := ledger.line_booked(session, cause):
        return booked
    balance = ledger.statement_of(session, enrolment.id).balance
    if yen > balance:
        raise MoreThanOwed(open=max(balance, 0))
    return book(session, enrolment.id, LineKind.PAYMENT, -yen, cause=cause, day=day, by=by, at=at)


def pay_out(session, enrolment, *, yen: int, day: date, words: str, key: str, by, at) -> LedgerLine:
    """The centre gave money back; `words` say how. Raises MoreThanDue."""
    hold(session, enrolment)
    cause = f"out:{key}"
    if booked := ledger.line_booked(session, cause):
        return booked
    balance = ledger.statement_of(session, enrolment.id).balance
    if yen > -balance:
        raise MoreThanDue(open=max(-balance, 0))
    line = book(session, enrolment.id, LineKind.REFUND, yen, cause=cause, day=day, words=words, by=by, at=at)
    refunds.paid_out(session, enrolment, by=by, at=at)
    return line


def correct(session, enrolment, line: LedgerLine, *, reason: str, by, at) -> LedgerLine:
    """Take back what was booked wrongly, or waive a cancellation fee or a copy. Raises ReasonMissing, TakenBackAlready,
    StandsForGood.
    """
    if not reason:
        raise ReasonMissing
    if not can_be_taken_back(line):
        raise StandsForGood
    hold(session, enrolment)
    if ledger.line_booked(session, reversal_of(line)):
        raise TakenBackAlready
    taken = take_back(session, line, words=reason, by=by, at=at)
    if row := queries.row_booked_by(session, line.cause):
        take_up(session, row, by=by, at=at)
    return taken
