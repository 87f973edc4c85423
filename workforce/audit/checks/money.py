"""What must be true of money."""

from flask_babel import lazy_gettext as _
from sqlalchemy import String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import FeeLine
from ...enrolment.models import Enrolment, State
from ...history import Entry
from ...money.models import (
    BankRow,
    Document,
    DocumentLine,
    DocumentVoid,
    LedgerLine,
    LineKind,
    Numbering,
    Register,
    RowState,
)
from ...money.queries.ledger import OF_SEAT
from ..registry import check

reversal = aliased(LedgerLine)
TAKEN_BACK = exists().where(
    reversal.kind == LineKind.REVERSAL, reversal.cause == literal("reversal:") + cast(LedgerLine.id, String)
)


@check(_("Every confirmed seat of a cohort with fees is charged for, since there is a ledger."))
def seats_without_charges(session, _at):
    begun = select(func.min(LedgerLine.at)).scalar_subquery()
    confirmed = (Entry.subject == Enrolment.__tablename__) & (Entry.subject_id == Enrolment.id)
    since = exists().where(confirmed, Entry.to_state == State.CONFIRMED, Entry.at >= begun)
    priced = exists().where(FeeLine.cohort_id == Enrolment.cohort_id)
    charge = (LedgerLine.kind == LineKind.CHARGE) & OF_SEAT
    charged = exists().where(LedgerLine.enrolment_id == Enrolment.id, charge, ~TAKEN_BACK)
    query = select(Enrolment.id).where(Enrolment.state == State.CONFIRMED, priced, since, ~charged)
    return session.scalars(query.order_by(Enrolment.id))


@check(_("Nobody is charged for a seat that they do not have."))
def charges_without_a_seat(session, _at):
    query = select(LedgerLine.id).join(Enrolment, Enrolment.id == LedgerLine.enrolment_id)
    fee = LedgerLine.kind.in_((LineKind.CHARGE, LineKind.REDUCTION))
    query = query.where(fee, OF_SEAT, Enrolment.state != State.CONFIRMED, ~TAKEN_BACK)
    return session.scalars(query.order_by(LedgerLine.id))


@check(_("Whatever takes a line back takes back exactly that line."))
def reversals_that_do_not_fit(session, _at):
    line = aliased(LedgerLine)
    fits = exists().where(
        literal("reversal:") + cast(line.id, String) == LedgerLine.cause,
        line.enrolment_id == LedgerLine.enrolment_id,
        line.yen == -LedgerLine.yen,
        line.kind != LineKind.REVERSAL,
    )
    return session.scalars(select(LedgerLine.id).where(LedgerLine.kind == LineKind.REVERSAL, ~fits))


def cause_of_row():
    return literal("bank:") + BankRow.fingerprint + ":" + cast(BankRow.booked, String)


@check(_("Every payment came over the counter or stands in a file of the bank."))
def payments_without_a_source(session, _at):
    booked = exists().where(BankRow.state == RowState.BOOKED, cause_of_row() == LedgerLine.cause)
    sourced = or_(LedgerLine.cause.like("cash:%"), booked, TAKEN_BACK)
    return session.scalars(select(LedgerLine.id).where(LedgerLine.kind == LineKind.PAYMENT, ~sourced))


@check(_("Every payment of the bank that is booked stands in the ledger of that person."))
def bank_rows_without_a_payment(session, _at):
    paid = exists().where(
        LedgerLine.cause == cause_of_row(),
        LedgerLine.yen == -BankRow.yen,
        LedgerLine.enrolment_id == BankRow.enrolment_id,
        ~TAKEN_BACK,
    )
    return session.scalars(select(BankRow.id).where(BankRow.state == RowState.BOOKED, ~paid).order_by(BankRow.id))


@check(_("Receipts and invoices are numbered without a gap."))
def numbers_with_gaps(session, _at):
    own = (Document.register == Numbering.register) & (Document.fiscal_year == Numbering.fiscal_year)
    count = func.count(Document.id)
    query = select(Numbering.id).outerjoin(Document, own).group_by(Numbering.id, Numbering.last)
    wrong = or_(count != Numbering.last, func.coalesce(func.max(Document.number), 0) != Numbering.last)
    return session.scalars(query.having(wrong).order_by(Numbering.id))


@check(_("No payment stands on two valid receipts."))
def payments_on_two_receipts(session, _at):
    void = exists().where(DocumentVoid.document_id == DocumentLine.document_id)
    query = select(DocumentLine.line_id).where(~void).group_by(DocumentLine.line_id)
    return session.scalars(query.having(func.count() > 1))


@check(_("Every receipt says the sum of the payments that it names."))
def receipts_that_do_not_add_up(session, _at):
    paid = (
        select(-func.coalesce(func.sum(LedgerLine.yen), 0))
        .join(DocumentLine, DocumentLine.line_id == LedgerLine.id)
        .where(DocumentLine.document_id == Document.id)
        .scalar_subquery()
    )
    said = Document.content["total"].as_integer()
    return session.scalars(select(Document.id).where(Document.register == Register.RECEIPT, said != paid))
