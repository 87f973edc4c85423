"""The rows of this feature, one module a noun."""

from .bank import BankFile, BankRow, RowState
from .documents import Document, DocumentLine, DocumentVoid, Numbering, Register
from .ledger import LedgerLine, LineKind
from .reductions import Asking, Evidence, Ground, ReductionRequest
from .refunds import Case, RefundCase

__all__ = [
    "Asking",
    "BankFile",
    "BankRow",
    "Case",
    "Document",
    "DocumentLine",
    "DocumentVoid",
    "Evidence",
    "Ground",
    "LedgerLine",
    "LineKind",
    "Numbering",
    "ReductionRequest",
    "RefundCase",
    "Register",
    "RowState",
]
