"""Who would be in the list of a draw, with which band and how many tickets, if it were closed now."""

from ... import policies
from ...catalogue.models import Overflow
from ..rules.draw import Entry, Quota
from ..rules.draw_weights import DRAW_WEIGHTS
from . import bands
from . import draws as queries


def quotas_of(session, cohort_id):
    """The bands as the file says them, numbered in their order, with the seats that are left; {band id: number}."""
    shares = bands.bands_of(session, cohort_id)
    numbers = {share.id: number for number, share in enumerate(shares, 1)}
    quotas = [
        Quota(numbers[share.id], share.kind.value, share.free, share.overflow is Overflow.KEEP) for share in shares
    ]
    return quotas, numbers


def entries_of(session, cohort_id, numbers, *, at):
    """{enrolment id: Entry} of everybody who is to be decided, and the rule of tickets that counts."""
    weights = policies.current(session, DRAW_WEIGHTS, at=at)
    people = queries.applicants(session, cohort_id)
    known = queries.seated_before(session, cohort_id, [row.person_id for row in people]) if weights.newcomer else set()
    entries = {
        row.id: Entry(
            row.receipt,
            numbers.get(row.band_id),
            weights.tickets(losses=row.losses, is_newcomer=row.person_id not in known),
        )
        for row in people
    }
    return entries, weights
