"""The rows of this feature, one module a noun."""

from .ledger import LedgerLine, LineKind

__all__ = ["LedgerLine", "LineKind"]
