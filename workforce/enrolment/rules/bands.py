"""Seats that are first for some people: which seat somebody may have. Who is next for one: see rules.together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from ...catalogue.models import BandKind, Overflow

TIES = {BandKind.RESIDENTS: {"lives"}, BandKind.CITY: {"lives", "works", "studies"}}
"""The answers about the city that put somebody into a band."""

TIE = "residency_tie"


class Share(NamedTuple):
    """A band, and how many of its seats are taken."""

    id: int
    position: int
    kind: BandKind
    seats: int
    overflow: Overflow
    released_at: datetime | None
    taken: int = 0

    @property
    def free(self) -> int:
        return max(self.seats - self.taken, 0)


class Seat(NamedTuple):
    """A seat somebody may have: of this band, or None: one that is open to everybody."""

    band_id: int | None = None


OPEN = Seat()


def is_released(band, at: datetime, decided_at: datetime | None) -> bool:
    """Whether the seats of a band are open to everybody: from its moment on, or since all were given at once."""
    if band.overflow is Overflow.KEEP:
        return False
    return decided_at is not None if band.released_at is None else at >= band.released_at


def still_kept(bands: Iterable[Share], *, at: datetime, decided_at: datetime | None) -> tuple[int, ...]:
    """The ids of the bands whose seats are not open to everybody yet."""
    return tuple(band.id for band in bands if not is_released(band, at, decided_at))


@dataclass(frozen=True)
class Shares:
    """The seats of one cohort at one instant. `taken`: of all; `bands`: those whose seats are still theirs."""

    capacity: int
    taken: int
    bands: tuple[Share, ...] = ()

    @property
    def open_seats(self) -> int:
        return self.capacity - sum(band.seats for band in self.bands)

    @property
    def open_taken(self) -> int:
        return self.taken - sum(band.taken for band in self.bands)

    @property
    def open_free(self) -> int:
        return max(self.open_seats - self.open_taken, 0)

    @property
    def free_by_band(self) -> dict[int | None, int]:
        """{band id: its free seats}, and under None those that are open to everybody."""
        return {None: self.open_free} | {band.id: band.free for band in self.bands}

    @property
    def at_least(self) -> int:
        """The capacity cannot be less: what is taken, and what is kept for the bands."""
        return self.open_taken + sum(max(band.seats, band.taken) for band in self.bands)

    def without(self, seat: Seat) -> "Shares":
        """As it would stand if this seat were free again."""
        bands = tuple(band._replace(taken=band.taken - (band.id == seat.band_id)) for band in self.bands)
        return replace(self, taken=self.taken - 1, bands=bands)


def shares(capacity, taken, bands: Iterable[Share], *, at, decided_at) -> Shares:
    every = tuple(bands)
    kept = still_kept(every, at=at, decided_at=decided_at)
    return Shares(capacity, taken, tuple(band for band in every if band.id in kept))


def seat_of_newcomer(shares: Shares, band_id: int | None, waiting: Sequence[int | None]) -> Seat | None:
    """The seat a newcomer of this band gets now, None for a place in the queue. `waiting`: the bands of who waits.

    They wait behind everybody who may have that very seat: of the band for its own, anybody for an open one.
    """
    free = shares.free_by_band
    if band_id is not None and free.get(band_id) and band_id not in waiting:
        return Seat(band_id)
    return OPEN if free[None] and not waiting else None


def moving_over(
    shares: Shares, in_open: Iterable[tuple[int, int | None]], waiting: Sequence[int | None]
) -> list[tuple[int, int]]:
    """[(id, band id)] of those of `in_open` (id, band id; who has a seat that is open to everybody) for whom their band
    has a seat that nobody else will take. `waiting`: the bands of who waits; they come first for the seats of theirs.

    A band is promised so many seats, not so many more: without this, an idle one would cost whoever waits for an open
    seat theirs, although the band has all its people.
    """
    idle = {band.id: band.free - list(waiting).count(band.id) for band in shares.bands}
    found = []
    for one, band_id in in_open:
        if band_id is not None and idle.get(band_id, 0) > 0:
            idle[band_id] -= 1
            found.append((one, band_id))
    return found


def shared_out(capacity: int, bands: Sequence[Any], applied: Iterable[tuple[int, int | None]]):
    """[(id, Seat)] of all who `applied` (id, band id; in their order) if everybody gets a seat, else None.

    `bands`: with their seats and overflow. What a band does not use is for everybody, unless it keeps it.
    """
    left = {band.id: band.seats for band in bands}
    found: list[tuple[int, Seat]] = []
    for one, band_id in applied:
        seat = Seat(band_id) if left.get(band_id, 0) else OPEN
        if seat.band_id is not None:
            left[seat.band_id] -= 1
        found.append((one, seat))
    kept = sum(left[band.id] for band in bands if band.overflow is Overflow.KEEP)
    return found if len(found) + kept <= capacity else None


def band_of(bands: Iterable[Any], answers: Mapping[str, Any], *, is_first_time: bool) -> int | None:
    """The id of the first of `bands`, in their order, whose condition these answers meet."""
    tie = answers.get(TIE, {}).get("value")
    fits = {kind: tie in ties for kind, ties in TIES.items()} | {BandKind.FIRST_TIME: is_first_time}
    return next((band.id for band in bands if fits[band.kind]), None)
