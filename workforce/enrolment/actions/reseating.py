"""Whoever has a seat that is open to everybody, and belongs to a band with an idle seat, moves over to that one."""

from ... import history
from ..models import Enrolment
from ..queries import bands as queries
from ..rules import Seats, bands


def reseat(session, cohort_id, seats: Seats, *, at) -> int:
    """In a held cohort with bands. Nobody notices but those who wait for an open seat. Returns how many moved over."""
    shares = queries.shares_of(session, cohort_id, seats, at=at)
    if not any(band.free for band in shares.bands):
        return 0
    waiting = [band_id for _id, band_id in queries.queue(session, cohort_id)] if seats.waiting else []
    moved = bands.moving_over(shares, queries.in_open_seats(session, cohort_id), waiting)
    for enrolment_id, band_id in moved:
        enrolment = session.get_one(Enrolment, enrolment_id)
        enrolment.seat_band_id = band_id
        history.record(session, enrolment, "reseated", by=None, at=at, to_state=enrolment.state)
    session.flush()
    return len(moved)
