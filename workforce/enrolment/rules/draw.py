"""Who wins a draw: an order that nobody can choose, and the seats given out along it.

Every applicant holds `weight` tickets. The mark of a ticket is HMAC-SHA256 with the key "secret, then public value" and
the message "receipt number, space, number of the ticket" (all UTF-8; tickets count from 1). The lowest of one's marks
counts, and the lowest mark comes first. Two equal marks are as good as impossible: then the lower receipt number is
first.

Seats: the bands come in their order, and the first of each band take its seats. Who of a band got none of them takes
part with everybody else in what is left. Seats that a band did not need go to everybody, or stay kept for the band.
Who has left since the list was closed keeps the rank and gets no seat. Everybody else waits in the order of the ranks.
"""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..models.draws import DrawOutcome as Outcome


@dataclass(frozen=True)
class Entry:
    """One applicant in the list: ten digits, the number of a band or None, how many tickets."""

    receipt: str
    band: int | None
    weight: int


@dataclass(frozen=True)
class Quota:
    """The seats of one band. `keeps`: what its members do not need is given to nobody else."""

    band: int
    kind: str
    seats: int
    keeps: bool


@dataclass(frozen=True)
class Result:
    """`band`: whose seat it is, None for one of those that are for everybody, and without a seat."""

    rank: int
    receipt: str
    outcome: Outcome
    band: int | None


def key_of(secret: str, value: str) -> bytes:
    """`secret`: 64 hexadecimal digits; `value`: the public value, "" without one."""
    return (secret + value).encode()


def mark(key: bytes, entry: Entry) -> str:
    """The lowest mark of an entry's tickets, 64 hexadecimal digits."""
    tickets = (f"{entry.receipt} {number}".encode() for number in range(1, entry.weight + 1))
    return min(hmac.new(key, ticket, "sha256").hexdigest() for ticket in tickets)


def ordered(key: bytes, entries: Collection[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (mark(key, entry), entry.receipt))


def results(
    order: Sequence[Entry], *, seats: int, quotas: Sequence[Quota], withdrawn: Collection[str] = ()
) -> list[Result]:
    """What the order means for each, in the order of the ranks. `withdrawn`: receipt numbers."""
    given = seated([entry for entry in order if entry.receipt not in withdrawn], seats, quotas)
    return [
        Result(rank, entry.receipt, outcome_of(entry, given, withdrawn), given.get(entry.receipt))
        for rank, entry in enumerate(order, 1)
    ]


def outcome_of(entry, given, withdrawn):
    if entry.receipt in withdrawn:
        return Outcome.WITHDRAWN
    return Outcome.SEAT if entry.receipt in given else Outcome.WAITING


def seated(order: Sequence[Entry], seats: int, quotas: Sequence[Quota]) -> dict[str, int | None]:
    """{receipt number: the band whose seat it is, or None} of those who get one."""
    given: dict[str, int | None] = {}
    free = seats
    for quota in quotas:
        held = min(quota.seats, free)
        first = [entry.receipt for entry in order if entry.band == quota.band][:held]
        given |= dict.fromkeys(first, quota.band)
        free -= held if quota.keeps else len(first)
    others = [entry.receipt for entry in order if entry.receipt not in given]
    return given | dict.fromkeys(others[:free])
