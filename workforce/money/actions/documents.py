"""Papers are issued with the next number of their register, and void with a reason."""

from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ... import clock, history, policies
from ...database import hold
from ...people.rules.ages import fiscal_year
from ...people.rules.receipts import shown
from ...refusals import Refused
from ..models import Document, DocumentLine, DocumentVoid, Numbering, Register
from ..queries import documents as queries
from ..queries import ledger
from ..rules.account import ACCOUNT
from ..rules.documents import HONORIFICS, Addressee, Calendar, included, tax_lines, written
from ..rules.words import on_paper


class NothingToReceipt(Refused):
    message = _("Every payment has its receipt. To issue one again, void the old one first.")


class NothingToInvoice(Refused):
    message = _("Nothing is to be paid, so there is nothing to ask for.")


class NameMissing(Refused):
    message = _("Write whom the paper is made out to.")
    field = "name"


class VoidAlready(Refused):
    message = _("This paper is void already.")


class ReasonMissing(Refused):
    message = _("Write why the paper is void: it is kept with the paper for good.")
    field = "reason"


@dataclass(frozen=True)
class Wish:
    """How a paper is made out."""

    name: str
    addressee: Addressee = Addressee.PERSON
    calendar: Calendar = Calendar.WESTERN
    replaces_id: int | None = None


def issue_receipt(session, enrolment, wish: Wish, *, key: str, by, at) -> Document:
    """For every payment that has none. The same `key` is the same receipt. Raises NameMissing, NothingToReceipt."""
    refuse_nameless(wish)
    hold(session, enrolment)
    if before := queries.by_key(session, key):
        return before
    found = ledger.statement_of(session, enrolment.id)
    payments = queries.unreceipted(session, found)
    if not payments:
        raise NothingToReceipt
    total = -sum(line.yen for line in payments)
    said = {
        "total": total,
        "paid_on": [written(day, wish.calendar) for day in sorted({line.day for line in payments})],
        "taxes": [asdict_of(line) for line in tax_lines(total, owed_by(found))],
        "lines": [],
    }
    document = issue(session, Register.RECEIPT, enrolment, wish, said, key=key, by=by, at=at)
    session.add_all([DocumentLine(document_id=document.id, line_id=line.id) for line in payments])
    session.flush()
    return document


def issue_invoice(session, enrolment, wish: Wish, *, key: str, by, at) -> Document:
    """For what is still to be paid. Raises NameMissing, NothingToInvoice."""
    refuse_nameless(wish)
    hold(session, enrolment)
    if before := queries.by_key(session, key):
        return before
    found = ledger.statement_of(session, enrolment.id)
    if found.balance <= 0:
        raise NothingToInvoice
    owed = owed_by(found)
    said = {
        "total": found.balance,
        "due_on": written(found.due_on, wish.calendar) if found.due_on else None,
        "taxes": [asdict_of(line) for line in tax_lines(found.balance, owed)],
        "lines": [[on_paper(line), line.yen] for line in owed] + ([["入金済み", -found.paid]] if found.paid else []),
    }
    return issue(session, Register.INVOICE, enrolment, wish, said, key=key, by=by, at=at)


def owed_by(found):
    """Every line that says what something costs."""
    return found.fees + found.cancellation_fees + found.besides


def issue(session, register: Register, enrolment, wish: Wish, said, *, key, by, at) -> Document:
    today = clock.today(at)
    content = frozen(session, enrolment, wish, today, at) | said
    number = next_number(session, register, fiscal_year(today))
    document = Document(
        register=register,
        fiscal_year=fiscal_year(today),
        number=number,
        enrolment_id=enrolment.id,
        issued_on=today,
        content=content,
        replaces_id=wish.replaces_id,
        key=key,
        by_id=by.id if by else None,
        at=at,
    )
    session.add(document)
    session.flush()
    history.record(session, document, "document_issued", by=by, at=at)
    return document


def frozen(session, enrolment, wish: Wish, today: date, at) -> dict[str, object]:
    """What both papers say, as it is now."""
    account = policies.current(session, ACCOUNT, at=at)
    return {
        "name": wish.name,
        "honorific": HONORIFICS[wish.addressee],
        "issued_on": written(today, wish.calendar),
        "course": enrolment.cohort.course.title["ja"],
        "for_person": enrolment.person.name,
        "receipt": shown(enrolment.receipt),
        "account": asdict(account),
    }


def next_number(session, register: Register, year: int) -> int:
    """Held until this transaction ends: who comes next waits, and a transaction that fails gives its number back."""
    numbering = numbering_of(session, register, year)
    hold(session, numbering)
    session.refresh(numbering)
    numbering.last += 1
    session.flush()
    return numbering.last


def numbering_of(session, register, year) -> Numbering:
    of_year = select(Numbering).where(Numbering.register == register, Numbering.fiscal_year == year)
    if found := session.scalar(of_year):
        return found
    try:
        with session.begin_nested():
            made = Numbering(register=register, fiscal_year=year, last=0)
            session.add(made)
        return made
    except IntegrityError:  # somebody else issued the first of the year at the same moment
        return session.scalars(of_year).one()


def void(session, enrolment, document: Document, *, reason: str, by, at) -> DocumentVoid:
    """Raises ReasonMissing, VoidAlready."""
    if not reason:
        raise ReasonMissing
    hold(session, enrolment)
    if queries.void_of(session, document.id):
        raise VoidAlready
    made = DocumentVoid(document_id=document.id, reason=reason, by_id=by.id if by else None, at=at)
    session.add(made)
    history.record(session, document, "document_voided", by=by, at=at, reason=reason)
    return made


def refuse_nameless(wish: Wish):
    if not wish.name:
        raise NameMissing


def asdict_of(line) -> dict[str, int]:
    return {"rate": line.rate, "yen": line.yen, "tax": included(line.yen, line.rate)}
