"""The ledger of hours: minutes of each subject item by where they come from.

Source: every item of the course is needed in full (介護員養成研修の取扱細則, 老振発0328第9号).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class Source(StrEnum):
    """Where minutes come from, in the order in which they count: what a lesson gave is never pushed out by a paper."""

    ATTENDED = "attended"
    MADE_UP = "made_up"
    ELSEWHERE = "elsewhere"
    REPORT = "report"
    DISTANCE = "distance"
    EXEMPTED = "exempted"


ORDER = tuple(Source)


class Item(NamedTuple):
    """What the course asks for: one subject item, in minutes."""

    id: int
    subject_id: int
    minutes: int


class Proof(NamedTuple):
    """`minutes` of one item that count, since `day`."""

    item_id: int
    source: Source
    minutes: int
    day: date


@dataclass(frozen=True)
class ItemLine:
    """`by_source` adds up to `counted`, which is never more than `required`. `full_on`: the day on which nothing was
    missing any more; None before, and for an exempted item, which takes no day.
    """

    item_id: int
    subject_id: int
    required: int
    by_source: dict[Source, int]
    full_on: date | None = None

    @property
    def counted(self) -> int:
        return sum(self.by_source.values())

    @property
    def missing(self) -> int:
        return self.required - self.counted


def lines(items: Iterable[Item], proofs: Iterable[Proof], exempted: Iterable[int] = ()) -> list[ItemLine]:
    """A line for each item, in the order given. `exempted`: ids of subjects, which count in full."""
    of_item: dict[int, list[Proof]] = {}
    for proof in proofs:
        of_item.setdefault(proof.item_id, []).append(proof)
    free = frozenset(exempted)
    return [line(item, of_item.get(item.id, ()), item.subject_id in free) for item in items]


def line(item: Item, proofs: Iterable[Proof], is_exempted: bool) -> ItemLine:
    if is_exempted:
        return ItemLine(item.id, item.subject_id, item.minutes, {Source.EXEMPTED: item.minutes})
    found = list(proofs)
    return ItemLine(item.id, item.subject_id, item.minutes, shares(item.minutes, found), full_on(item.minutes, found))


def shares(required: int, proofs: Iterable[Proof]) -> dict[Source, int]:
    """What each source gives, in the order of the sources, until the item is full."""
    given: dict[Source, int] = {}
    for proof in proofs:
        given[proof.source] = given.get(proof.source, 0) + proof.minutes
    left, taken = required, {}
    for source in sorted(given, key=ORDER.index) if len(given) > 1 else given:
        if minutes := min(left, given[source]):
            taken[source] = minutes
            left -= minutes
    return taken


def full_on(required: int, proofs: Iterable[Proof]) -> date | None:
    """The day of the proof that made it full; what comes after it changes nothing."""
    left = required
    for proof in sorted(proofs, key=attrgetter("day")):
        left -= proof.minutes
        if left <= 0:
            return proof.day
    return None
