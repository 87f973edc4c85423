"""Receipts and invoices of one enrolment."""

from dataclasses import dataclass

from sqlalchemy import select

from ..models import Document, DocumentLine, DocumentVoid, LedgerLine, LineKind
from ..rules.ledger import Statement


@dataclass(frozen=True)
class Issued:
    """A document, and why it is void (None while it counts)."""

    document: Document
    void: DocumentVoid | None


def of_enrolment(session, enrolment_id) -> list[Issued]:
    """The newest first."""
    query = select(Document, DocumentVoid).outerjoin(DocumentVoid, DocumentVoid.document_id == Document.id)
    query = query.where(Document.enrolment_id == enrolment_id).order_by(Document.id.desc())
    return [Issued(*row) for row in session.execute(query)]


def by_key(session, key) -> Document | None:
    return session.scalar(select(Document).where(Document.key == key))


def void_of(session, document_id) -> DocumentVoid | None:
    return session.scalar(select(DocumentVoid).where(DocumentVoid.document_id == document_id))


def unreceipted(session, found: Statement) -> list[LedgerLine]:
    """The payments that stand and that no valid receipt names."""
    paid = [line for line in found.standing if line.kind is LineKind.PAYMENT]
    query = select(DocumentLine.line_id).outerjoin(DocumentVoid, DocumentVoid.document_id == DocumentLine.document_id)
    query = query.where(DocumentLine.line_id.in_([line.id for line in paid]), DocumentVoid.id.is_(None))
    named = set(session.scalars(query))
    return [line for line in paid if line.id not in named]
