"""Fees, payments and requests that wait."""

from sqlalchemy import func

from .... import clock
from ....enrolment.models import Enrolment
from ....money.models import Asking, BankRow, LedgerLine, ReductionRequest, RowState
from ....people.models import Person
from .lines import Kind, finds, full_name, line


def standings(*having):
    """Enrolments by how their ledger stands; `detail`: what is open, in yen."""
    lines = line(Enrolment.id, Enrolment.receipt, full_name, func.min(LedgerLine.at), func.sum(LedgerLine.yen))
    joined = lines.select_from(LedgerLine).join(Enrolment, Enrolment.id == LedgerLine.enrolment_id)
    return joined.join(Enrolment.person).group_by(Enrolment.id, Person.id).having(*having)


@finds(Kind.OVERDUE)
def overdue(at):
    return standings(func.sum(LedgerLine.yen) > 0, func.max(LedgerLine.due_on) < clock.today(at))


@finds(Kind.GIVE_BACK)
def to_give_back(_at):
    return standings(func.sum(LedgerLine.yen) < 0)


@finds(Kind.UNCLEAR)
def unclear_payments(_at):
    lines = line(BankRow.id, BankRow.id, BankRow.kana, BankRow.changed_at, BankRow.yen)
    return lines.where(BankRow.state == RowState.UNCLEAR)


@finds(Kind.REDUCTION)
def reduction_requests(_at):
    lines = line(
        ReductionRequest.id, ReductionRequest.id, full_name, ReductionRequest.asked_at, ReductionRequest.ground
    )
    joined = lines.select_from(ReductionRequest).join(Enrolment, Enrolment.id == ReductionRequest.enrolment_id)
    return joined.join(Enrolment.person).where(ReductionRequest.state == Asking.ASKED)
