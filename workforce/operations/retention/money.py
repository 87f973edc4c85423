"""Papers and lines of the bank keep their names as long as the law keeps books; amounts and days stay."""

from datetime import timedelta

from flask_babel import gettext, ngettext
from sqlalchemy import or_, select, update

from ... import history
from ...money.models import BankFile, BankRow, Document, DocumentVoid, LedgerLine
from .steps import QUIETLY, Step, deleting, fiscal_end, silence

UNBOOKED_LAST = timedelta(days=14)
NAMES = ("name", "for_person")


def papers(at, keeping):
    old = Document.at < fiscal_end(at, keeping.money)
    return select(Document.id).where(old, Document.forgotten_at.is_(None)).order_by(Document.id)


def forget_papers(session, ids, at):
    """What stays: number, day, amounts, course."""
    with history.retention(session):
        for document in session.scalars(select(Document).where(Document.id.in_(ids))):
            document.content = {key: "" if key in NAMES else value for key, value in document.content.items()}
            document.forgotten_at = at
        session.flush()
        reasons = update(DocumentVoid).where(DocumentVoid.document_id.in_(ids)).values(reason="")
        session.execute(reasons, execution_options=QUIETLY)
    silence(session, Document, ids)


def bank_rows(at, keeping):
    named = or_(BankRow.kana != "", BankRow.words != "", BankRow.reason.is_not(None))
    old = BankRow.changed_at < fiscal_end(at, keeping.money)
    return select(BankRow.id).where(old, named).order_by(BankRow.id)


def forget_bank_rows(session, ids, _at):
    bare = {"kana": "", "words": "", "reason": None}
    session.execute(update(BankRow).where(BankRow.id.in_(ids)).values(bare), execution_options=QUIETLY)
    silence(session, BankRow, ids)


def ledger_words(at, keeping):
    old = LedgerLine.at < fiscal_end(at, keeping.money)
    return select(LedgerLine.id).where(old, LedgerLine.words.is_not(None)).order_by(LedgerLine.id)


def forget_words(session, ids, _at):
    with history.retention(session):
        bare = update(LedgerLine).where(LedgerLine.id.in_(ids)).values(words=None)
        session.execute(bare, execution_options=QUIETLY)


def unbooked_files(at, _keeping):
    old = BankFile.at <= at - UNBOOKED_LAST
    return select(BankFile.id).where(BankFile.booked_at.is_(None), old).order_by(BankFile.id)


STEPS = (
    Step(
        "bank_files",
        lambda _: gettext("Files of the bank that nobody booked, 14 days after they were brought"),
        unbooked_files,
        deleting(BankFile),
    ),
    Step(
        "papers",
        lambda keeping: ngettext(
            "Names on receipts and invoices, %(num)s year after their fiscal year",
            "Names on receipts and invoices, %(num)s years after their fiscal year",
            keeping.money,
        ),
        papers,
        forget_papers,
    ),
    Step(
        "bank_rows",
        lambda keeping: ngettext(
            "Names in lines of the bank, %(num)s year after their fiscal year",
            "Names in lines of the bank, %(num)s years after their fiscal year",
            keeping.money,
        ),
        bank_rows,
        forget_bank_rows,
    ),
    Step(
        "ledger_words",
        lambda keeping: ngettext(
            "Words that staff wrote in the ledger, %(num)s year after their fiscal year",
            "Words that staff wrote in the ledger, %(num)s years after their fiscal year",
            keeping.money,
        ),
        ledger_words,
        forget_words,
    ),
)
