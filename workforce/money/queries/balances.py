"""How enrolments stand with money: one row each, summed by the database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from ...catalogue.models import Cohort, Course
from ...database import LocalizedText
from ...enrolment.models import Enrolment, State
from ...people.models import Person
from ..models import LedgerLine, LineKind

AT_MOST = 500
OF_PEOPLE = (LineKind.PAYMENT, LineKind.REFUND)


def total(condition=None):
    yen = LedgerLine.yen if condition is None else case((condition, LedgerLine.yen), else_=0)
    return func.coalesce(func.sum(yen), 0)


# Lines about a price carry a fee or a tax, and so do the reversals of such lines; that of a payment carries neither.
PRICED = LedgerLine.fee.is_not(None) | LedgerLine.tax.is_not(None)
PRICE = total(PRICED)
PAID = -total(LedgerLine.kind.in_(OF_PEOPLE) | ((LedgerLine.kind == LineKind.REVERSAL) & ~PRICED))
PROMISED = -total(LedgerLine.kind == LineKind.COMPLETION_REFUND)
BALANCE = total()
DUE_ON = func.max(LedgerLine.due_on)


@dataclass(frozen=True)
class Standing:
    """`price` - `paid` - `promised` = `balance`: above 0 still to be paid, below 0 to be given back. `last_at`: when
    something was booked last.
    """

    enrolment_id: int
    receipt: str
    state: State
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    code: str
    title: LocalizedText
    price: int
    paid: int
    promised: int
    balance: int
    due_on: date | None
    last_at: datetime

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    def is_overdue(self, today: date) -> bool:
        return self.balance > 0 and self.due_on is not None and self.due_on < today


STANDINGS = (
    select(
        Enrolment.id,
        Enrolment.receipt,
        Enrolment.state,
        Person.family_name,
        Person.given_name,
        Person.family_kana,
        Person.given_kana,
        Cohort.code,
        Course.title,
        PRICE.label("price"),
        PAID.label("paid"),
        PROMISED.label("promised"),
        BALANCE.label("balance"),
        DUE_ON.label("due_on"),
        func.max(LedgerLine.at).label("last_at"),
    )
    .join(LedgerLine, LedgerLine.enrolment_id == Enrolment.id)
    .join(Enrolment.person)
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .group_by(Enrolment.id, Person.id, Cohort.id, Course.id)
)


def read(session, query) -> list[Standing]:
    return [Standing(*row) for row in session.execute(query)]


def of_cohort(session, cohort_id) -> list[Standing]:
    """Everybody with a line, by the reading of their names."""
    return read(session, STANDINGS.where(Enrolment.cohort_id == cohort_id).order_by(Person.sort_kana, Enrolment.id))


def overdue(session, today: date) -> list[Standing]:
    """Who should have paid before today, the longest first."""
    query = STANDINGS.having(BALANCE > 0, today > DUE_ON).order_by(DUE_ON, Enrolment.id)
    return read(session, query.limit(AT_MOST))


def to_pay_back(session, at_most: int | None = AT_MOST) -> list[Standing]:
    """Who gets money back, the oldest enrolment first; None: all of them."""
    return read(session, STANDINGS.having(BALANCE < 0).order_by(Enrolment.id).limit(at_most))


def still_open(session) -> list[Standing]:
    """Everybody who has something to pay."""
    return read(session, STANDINGS.having(BALANCE > 0).order_by(Enrolment.id))


@dataclass(frozen=True)
class Sums:
    """`price` - `paid` - `promised` = `balance`; `owed` - `to_give` = `balance`."""

    price: int
    paid: int
    promised: int
    balance: int
    owed: int
    to_give: int


def sums(standings: list[Any]) -> Sums:
    return Sums(
        price=sum(one.price for one in standings),
        paid=sum(one.paid for one in standings),
        promised=sum(one.promised for one in standings),
        balance=sum(one.balance for one in standings),
        owed=sum(one.balance for one in standings if one.balance > 0),
        to_give=-sum(one.balance for one in standings if one.balance < 0),
    )
