"""What the lines of one enrolment say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..models import LineKind

FEES = (LineKind.CHARGE, LineKind.REDUCTION)
REVERSAL = "reversal:"
MAKING_UP = "guest"
"""So begins the cause of what a seat in a session of another cohort costs."""


def is_besides(line) -> bool:
    """Whether the line is about something besides the seat: a copy of a certificate, or a lesson made up elsewhere.

    The second is tuition, and due like it before the course is complete; another date of the course leaves it as it is.
    """
    return what(line) == MAKING_UP or (line.fee is None and line.tax is not None)


def what(line) -> str:
    """How the cause of the line begins."""
    return line.cause.partition(":")[0]


def reversal_of(line) -> str:
    """The cause of the line that takes `line` back."""
    return f"{REVERSAL}{line.id}"


@dataclass(frozen=True)
class Statement:
    """The lines of one enrolment in their order."""

    lines: Sequence[Any]

    @property
    def balance(self) -> int:
        """Above 0: still to be paid. Below 0: to be given back."""
        return sum(line.yen for line in self.lines)

    @property
    def standing(self) -> list[Any]:
        """The lines that were not taken back, without the reversals themselves."""
        taken_back = {line.cause for line in self.lines if line.kind is LineKind.REVERSAL}
        kept = [line for line in self.lines if line.kind is not LineKind.REVERSAL]
        return [line for line in kept if reversal_of(line) not in taken_back]

    @property
    def fees(self) -> list[Any]:
        """Charges and reductions for the seat that stand."""
        return [line for line in self.standing if line.kind in FEES and not is_besides(line)]

    @property
    def besides(self) -> list[Any]:
        """Charges for something besides the seat that stand: giving up the seat changes nothing about them."""
        return [line for line in self.standing if is_besides(line)]

    @property
    def cancellation_fees(self) -> list[Any]:
        return [line for line in self.standing if line.kind is LineKind.CANCELLATION_FEE]

    @property
    def price(self) -> int:
        """What this person pays for the seat, reductions taken off."""
        return sum(line.yen for line in self.fees)

    @property
    def paid(self) -> int:
        """What came from the person, less what went back."""
        return -sum(line.yen for line in self.standing if line.kind in (LineKind.PAYMENT, LineKind.REFUND))

    @property
    def paid_for_seat(self) -> int:
        """What is left of it for the seat."""
        return self.paid - sum(line.yen for line in self.besides)

    @property
    def due_on(self) -> date | None:
        """Until when the rest is to be paid; None if nothing is."""
        days = [line.due_on for line in self.standing if line.due_on]
        return max(days) if days and self.balance > 0 else None

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def statement(lines: Iterable[Any]) -> Statement:
    return Statement(sorted(lines, key=lambda line: line.id))
