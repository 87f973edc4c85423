"""The rows of this feature, one module a noun."""

from .bank import BankFile, BankRow, RowState
from .ledger import LedgerLine, LineKind

__all__ = ["BankFile", "BankRow", "LedgerLine", "LineKind", "RowState"]
