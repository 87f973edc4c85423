"""The rows of this feature, one module a noun."""

from .bank import BankFile, BankRow, RowState
from .documents import Document, DocumentLine, DocumentVoid, Numbering, Register
from .ledger import LedgerLine, LineKind

__all__ = [
    "BankFile",
    "BankRow",
    "Document",
    "DocumentLine",
    "DocumentVoid",
    "LedgerLine",
    "LineKind",
    "Numbering",
    "Register",
    "RowState",
]
