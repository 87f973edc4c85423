"""Whether the published file of a draw is true: each thing that can be checked, with yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from . import draw
from .draw import Outcome
from .draw_file import NotADraw, as_entry, digest, list_text, read, whole_text

MOST_TICKETS = 500_000
"""Of everybody in a list together: a second's work."""


class Checked(StrEnum):
    FORM = "form"
    FILE_HASH = "file_hash"
    LIST = "list"
    LIST_HASH = "list_hash"
    COMMITMENT = "commitment"
    VALUE = "value"
    ORDER = "order"
    SEATS = "seats"


@dataclass(frozen=True)
class Check:
    """`found`: what the file says, `right` what it should say, of the first place that differs."""

    what: Checked
    holds: bool
    found: str = ""
    right: str = ""


def checks(text: str) -> list[Check]:
    """Of a file that does not have the form of one only FORM, which does not hold."""
    try:
        drawn = read(text)
        refuse_too_many_tickets(drawn)
    except NotADraw as wrong:
        return [Check(Checked.FORM, False, f"{wrong.line}: {wrong.text[:200]}")]
    begins = list_text(drawn.rules, drawn.entries)
    again = whole_text(begins, secret=drawn.secret, value=drawn.value, results=drawn.results)
    return [
        Check(Checked.FORM, True),
        same(Checked.FILE_HASH, drawn.file_hash, digest(text[: text.rindex("file-hash")])),
        Check(Checked.LIST, is_list(drawn) and without_hashes(again) == without_hashes(text)),
        same(Checked.LIST_HASH, drawn.list_hash, digest(text[: text.rindex("\nlist-hash") + 1])),
        same(Checked.COMMITMENT, drawn.rules.commitment, digest(drawn.secret)),
        Check(Checked.VALUE, bool(drawn.rules.value_name) == bool(drawn.value), drawn.value),
        *of_the_result(drawn),
    ]


def refuse_too_many_tickets(drawn):
    """Raises NotADraw at the line with which they are more than any draw has: to mark each would take too long."""
    tickets = 0
    for entry in drawn.entries:
        tickets += entry.weight
        if tickets > MOST_TICKETS:
            line = as_entry(entry)
            raise NotADraw(list_text(drawn.rules, drawn.entries).split("\n").index(line) + 1, line)


def without_hashes(text):
    return [line for line in text.split("\n") if not line.startswith(("list-hash ", "file-hash "))]


def same(what, found, right) -> Check:
    return Check(what, found == right, *(("", "") if found == right else (found, right)))


def is_list(drawn) -> bool:
    """Each receipt number once, and only bands that there are."""
    receipts = [entry.receipt for entry in drawn.entries]
    bands = [quota.band for quota in drawn.rules.quotas]
    known = {None, *bands}
    return (
        len(set(receipts)) == len(receipts)
        and len(known) == len(bands) + 1
        and all(entry.band in known for entry in drawn.entries)
    )


def of_the_result(drawn) -> Iterator[Check]:
    order = draw.ordered(draw.key_of(drawn.secret, drawn.value), drawn.entries)
    right = [f"{rank} {entry.receipt}" for rank, entry in enumerate(order, 1)]
    yield first_difference(Checked.ORDER, [f"{one.rank} {one.receipt}" for one in drawn.results], right)
    gone = {one.receipt for one in drawn.results if one.outcome is Outcome.WITHDRAWN}
    again = draw.results(order, seats=drawn.rules.seats, quotas=drawn.rules.quotas, withdrawn=gone)
    yield first_difference(Checked.SEATS, list(map(as_line, drawn.results)), list(map(as_line, again)))


def as_line(one) -> str:
    return f"{one.receipt} {one.outcome} {one.band or '-'}"


def first_difference(what, found: list[str], right: list[str]) -> Check:
    for one, other in zip(found, right, strict=False):
        if one != other:
            return Check(what, False, one, other)
    return Check(what, len(found) == len(right))
