"""Groups that could not have seats any more, however many were given back, are over: each waits alone again."""

from ..queries import bands, together
from ..queries import seats as counts
from ..rules import together as rules
from . import membership


def end(session, cohort_id, *, by, at):
    """After the number of seats, or for whom they are, was changed in a held cohort."""
    seats = counts.seats_of(session, cohort_id)
    if not seats.has_groups:
        return
    every = bands.bands_of(session, cohort_id) if seats.has_bands else []
    for party in rules.parties(together.line(session, cohort_id)):
        if len(party) > 1 and not rules.could_fit(seats.capacity, every, party):
            membership.dissolve(session, party[0].group_id, membership.IMPOSSIBLE, by=by, at=at)
