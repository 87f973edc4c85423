"""The bands of a cohort as counted now, and to which of them somebody belongs. Asked only where a cohort has bands."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, func, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.types import NULLTYPE

from ...catalogue.models import Band, BandKind, Cohort, Overflow
from ...history import Entry
from ...people.models import Person
from ...people.queries.persons import in_group
from ...stored import execute, instant, rows_as_json, text
from ..models import TAKES_SEAT, Enrolment, State
from ..rules import Seats, bands
from ..rules.bands import Share, Shares

seated = aliased(Enrolment)
TAKEN = select(func.count()).where(seated.seat_band_id == Band.id, seated.state.in_(TAKES_SEAT)).scalar_subquery()
BANDS = (
    select(Band.id, Band.position, Band.kind, Band.seats, Band.overflow, Band.released_at, TAKEN)
    .where(Band.cohort_id == bindparam("cohort_id"))
    .order_by(Band.position)
)
STORED_BANDS = (
    select(
        rows_as_json(
            Band.id,
            Band.position,
            Band.kind,
            Band.seats,
            Band.overflow,
            type_coerce(Band.released_at, NULLTYPE),
            TAKEN,
        )
    )
    .where(Band.cohort_id == Cohort.id)
    .correlate(Cohort)
    .scalar_subquery()
)
"""The bands of a Cohort as one value, for pages of plain rows; see `read`."""
QUEUE = (
    select(Enrolment.id, Enrolment.band_id)
    .where(Enrolment.cohort_id == bindparam("cohort_id"), Enrolment.state == bindparam("state"))
    .order_by(Enrolment.queued_at, Enrolment.id)
)


def bands_of(session, cohort_id) -> list[Share]:
    return [Share(*row) for row in execute(session, BANDS, cohort_id=cohort_id)]


def read(kept: str) -> tuple[Share, ...]:
    """The bands in a value of STORED_BANDS."""
    made = (
        Share(id, position, BandKind(kind), seats, Overflow(overflow), instant(released_at), taken)
        for id, position, kind, seats, overflow, released_at, taken in text(kept)
    )
    return tuple(sorted(made, key=lambda band: band.position))


def shares_of(session, cohort_id, seats: Seats, *, at) -> Shares:
    """The `seats` of this cohort, band by band."""
    found = bands_of(session, cohort_id) if seats.has_bands else []
    return bands.shares(seats.capacity, seats.taken, found, at=at, decided_at=seats.decided_at)


def queue(session, cohort_id, state=State.WAITLISTED) -> list[tuple[int, int | None]]:
    """(id, band id) of everybody who waits, or who applied, in their order."""
    return [(row[0], row[1]) for row in execute(session, QUEUE, cohort_id=cohort_id, state=state)]


def in_open_seats(session, cohort_id) -> list[tuple[int, int | None]]:
    """(id, band id) of the members of bands who have a seat that is open to everybody, the first to apply first."""
    query = select(Enrolment.id, Enrolment.band_id).where(
        Enrolment.cohort_id == cohort_id,
        Enrolment.state.in_(TAKES_SEAT),
        Enrolment.seat_band_id.is_(None),
        Enrolment.band_id.is_not(None),
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(Enrolment.id))]


def band_of(session, shares: Sequence[Share], *, cohort_id, person_id, answers, except_for=None) -> int | None:
    """The first of these bands, by position, whose condition this person meets with these answers.

    `except_for`: the id of the enrolment that this is about, whose own seat was not an earlier one.
    """
    asks_before = any(band.kind is BandKind.FIRST_TIME for band in shares)
    is_first_time = asks_before and not had_seat(
        session, cohort_id=cohort_id, person_id=person_id, except_for=except_for
    )
    return bands.band_of(shares, answers, is_first_time=is_first_time)


def had_seat(session, *, cohort_id, person_id, except_for=None) -> bool:
    """Whether this human, under any record, was ever confirmed in the course of this cohort; in an enrolment other than
    `except_for`.
    """
    course = select(Cohort.course_id).where(Cohort.id == cohort_id).scalar_subquery()
    theirs = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id).where(Cohort.course_id == course)
    theirs = theirs.where(Enrolment.person_id.in_(select(Person.id).where(in_group(Person, person_id))))
    if except_for is not None:
        theirs = theirs.where(Enrolment.id != except_for)
    confirmed = exists().where(
        Entry.subject == Enrolment.__tablename__,
        Entry.subject_id.in_(theirs),
        Entry.to_state == State.CONFIRMED.value,
    )
    return bool(session.scalar(select(confirmed)))
