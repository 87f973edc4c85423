"""Files of the bank, their lines, and who may have paid them."""

from sqlalchemy import func, select

from ...enrolment.models import Enrolment
from ...people.models import Person
from ..models import BankFile, BankRow, RowState
from ..rules.bank_rows import Line, receipts_in
from ..rules.matching import Book
from . import balances

PER_PAGE = 200


def files(session) -> list[BankFile]:
    return list(session.scalars(select(BankFile).order_by(BankFile.id.desc()).limit(30)))


def file_of(session, file_id) -> BankFile | None:
    return session.get(BankFile, file_id)


def same_file(session, sha256) -> BankFile | None:
    """The newest one with exactly this content that was booked."""
    query = select(BankFile).where(BankFile.sha256 == sha256, BankFile.booked_at.is_not(None))
    return session.scalar(query.order_by(BankFile.id.desc()).limit(1))


def row_of(session, row_id) -> BankRow | None:
    return session.get(BankRow, row_id)


def row_booked_by(session, cause: str) -> BankRow | None:
    """The line of the bank behind a payment in the ledger."""
    kind, _colon, rest = cause.partition(":")
    if kind != "bank":
        return None
    return session.scalar(select(BankRow).where(BankRow.fingerprint == rest.partition(":")[0]))


def rows_in(session, file_id) -> list[BankRow]:
    query = select(BankRow).where(BankRow.file_id == file_id).order_by(BankRow.state.desc(), BankRow.number)
    return list(session.scalars(query.limit(PER_PAGE)))


def counts_in(session, file_id) -> dict[RowState, int]:
    query = select(BankRow.state, func.count()).where(BankRow.file_id == file_id).group_by(BankRow.state)
    return {state: count for state, count in session.execute(query)}


def unclear(session) -> list[BankRow]:
    """The oldest first."""
    query = select(BankRow).where(BankRow.state == RowState.UNCLEAR).order_by(BankRow.day, BankRow.id)
    return list(session.scalars(query.limit(PER_PAGE)))


def unclear_count(session) -> int:
    return session.scalar(select(func.count()).where(BankRow.state == RowState.UNCLEAR))


def paid_by(session, rows) -> dict[int, tuple[str, str]]:
    """{enrolment id: (receipt, name)} of those that `rows` are booked for."""
    ids = [row.enrolment_id for row in rows if row.enrolment_id]
    query = select(Enrolment.id, Enrolment.receipt, Person.family_name, Person.given_name).join(Enrolment.person)
    found = session.execute(query.where(Enrolment.id.in_(ids)))
    return {one: (receipt, f"{family} {given}".strip()) for one, receipt, family, given in found}


def book(session, lines: list[Line]) -> Book:
    """What these lines are matched against: everybody who owes something, and everybody whose number they name."""
    named = sorted({number for line in lines for number in receipts_in(f"{line.kana} {line.words}")})
    by_number = balances.read(session, balances.STANDINGS.where(Enrolment.receipt.in_(named))) if named else []
    standings = {one.enrolment_id: one for one in [*balances.still_open(session), *by_number]}
    marks = [line.fingerprint for line in lines if line.fingerprint]
    known = session.scalars(select(BankRow.fingerprint).where(BankRow.fingerprint.in_(marks))) if marks else ()
    return Book(standings.values(), set(known))
