"""Facts about whoever is paid, and the sheets of months that are closed."""

from .facts import FareNote, FeeFact, Payee
from .months import FeeMonth, FeeSheet, SheetLine

__all__ = ["FareNote", "FeeFact", "FeeMonth", "FeeSheet", "Payee", "SheetLine"]
