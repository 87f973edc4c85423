"""Whose money a line is. Clear is only what agrees in receipt number, sender and amount; nothing is guessed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .bank_kana import bank_kana, without_numbers
from .bank_rows import Line, receipts_in

CANDIDATES = 5


class Result(StrEnum):
    CLEAR = "clear"
    UNCLEAR = "unclear"
    KNOWN = "known"  # was taken in from a file before
    OUT = "out"  # no money came in
    ERROR = "error"


class Sign(StrEnum):
    RECEIPT = "receipt"
    KANA = "kana"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Match:
    """`who`: the standing that a clear line pays. `agrees` of each candidate: which signs speak for them."""

    line: Line
    result: Result
    who: Any = None
    candidates: tuple[tuple[Any, tuple[Sign, ...]], ...] = ()


@dataclass
class Book:
    """Who may have sent money: `standings` with receipt, kana and balance. What was matched counts as paid."""

    standings: Iterable[Any]
    known: Collection[str] = ()
    left: dict[int, int] = field(default_factory=dict)

    def __post_init__(self):
        self.by_receipt, self.by_kana, self.by_yen = {}, defaultdict(list), defaultdict(list)
        for one in self.standings:
            self.left[one.enrolment_id] = one.balance
            self.by_receipt[one.receipt] = one
            if one.balance > 0:
                self.by_kana[bank_kana(one.kana)].append(one)
                self.by_yen[one.balance].append(one)

    def match(self, line: Line) -> Match:
        if line.error:
            return Match(line, Result.ERROR)
        if not line.yen:
            return Match(line, Result.OUT)
        if line.fingerprint in self.known:
            return Match(line, Result.KNOWN)
        who = None if line.again else self.clear(line)
        if who is None:
            return Match(line, Result.UNCLEAR, candidates=tuple(self.candidates(line)))
        self.left[who.enrolment_id] -= line.yen
        return Match(line, Result.CLEAR, who)

    def clear(self, line: Line):
        """The one person for whom everything speaks."""
        numbers = receipts_in(f"{line.kana} {line.words}")
        who = self.by_receipt.get(numbers[0]) if len(numbers) == 1 else None
        return who if who and len(self.signs(line, who)) == len(Sign) else None

    def signs(self, line: Line, who) -> tuple[Sign, ...]:
        found = []
        if who.receipt in receipts_in(f"{line.kana} {line.words}"):
            found.append(Sign.RECEIPT)
        if sender(line) and sender(line) == bank_kana(who.kana):
            found.append(Sign.KANA)
        if line.yen == self.left[who.enrolment_id]:
            found.append(Sign.AMOUNT)
        return tuple(found)

    def candidates(self, line: Line):
        """(standing, signs), those for whom most speaks first. An amount alone speaks for nobody."""
        named = [
            self.by_receipt[number] for number in receipts_in(f"{line.kana} {line.words}") if number in self.by_receipt
        ]
        found = {one.enrolment_id: one for one in [*named, *self.by_kana.get(sender(line), ())]}
        described = [(one, self.signs(line, one)) for one in found.values()]
        return sorted(described, key=lambda one: -len(one[1]))[:CANDIDATES]


def sender(line: Line) -> str:
    return bank_kana(without_numbers(line.kana))
