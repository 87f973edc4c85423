"""What somebody pays for another date of the same course."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...catalogue.models import FeeKind
from ..models import LineKind
from .ledger import Statement


def is_same_price(found: Statement, fees: Iterable[Any]) -> bool:
    """Whether the charges that stand are just the `fees` of the other date."""
    charged = sorted((line.fee, line.yen) for line in found.fees if line.kind is LineKind.CHARGE)
    return charged == sorted((fee.kind, fee.yen) for fee in fees)


def reductions(fees: Iterable[Any], granted: Sequence[tuple[Any, Any, int]]) -> list[int]:
    """What each reduction that was granted takes off the tuition among `fees`. `granted`: (ground, the rule by which it
    was decided, what it took off then); where the rule of that day is gone, the same amount.
    """
    left = sum(fee.yen for fee in fees if fee.kind is FeeKind.TUITION)
    found = []
    for ground, rule, yen in granted:
        off = min(rule.yen(ground, left) or yen, left)
        found.append(off)
        left -= off
    return found
