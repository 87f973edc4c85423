"""The list of who takes part, closed once."""

from .... import history
from ....catalogue.models import Cohort
from ...models import Draw, DrawEntry
from ...queries import draw_lists
from ...queries import draws as queries
from ...queries import selecting as undecided
from ...rules import draw_file
from ...rules.draw import Entry
from .. import offers
from ..draw_refusals import ClosingFixed, NotDrawn, StillOpen
from .promises import draws, note, promise


def freeze(session, cohort_id, *, by, at) -> Draw:
    """Close the list of who takes part, with bands and tickets, and publish its hash; a closed one stays as it is.

    Raises NotDrawn, StillOpen.
    """
    draw = promise(session, cohort_id, at=at)
    cohort = session.get_one(Cohort, cohort_id)
    if draw is None or (draw.drawn_at is None and not draws(cohort)):
        raise NotDrawn
    if draw.frozen_at:
        return draw
    if cohort.closes_at > at:
        raise StillOpen(closes=cohort.closes_at)
    if not is_over(session, cohort_id, at=at):
        raise NotDrawn
    seats = offers.settled(session, cohort_id, at=at)
    quotas, numbers = draw_lists.quotas_of(session, cohort_id)
    entries, weights = draw_lists.entries_of(session, cohort_id, numbers, at=at)
    close(session, draw, cohort, entries, seats=seats.free, quotas=quotas, weights=weights.as_line, at=at)
    note(
        session, cohort_id, "draw_list_closed", by=by, at=at, changes=[history.Change("applicants", None, len(entries))]
    )
    return draw


def close(session, draw, cohort, entries: dict[int, Entry], *, seats, quotas, weights, at):
    """`entries`: {enrolment id: Entry}."""
    rules_of = draw_file.Rules(
        cohort=cohort.code,
        course=draw_file.one_line(queries.title_of(session, cohort.id) or cohort.code),
        number=draw.number,
        seats=seats,
        quotas=tuple(quotas),
        weights=weights,
        commitment=draw.commitment,
        value_name=draw.value_name,
    )
    draw.begins = draw_file.list_text(rules_of, list(entries.values()))
    draw.list_hash, draw.frozen_at = draw_file.digest(draw.begins), at
    session.flush()
    session.add_all(
        DrawEntry(draw_id=draw.id, enrolment_id=enrolment_id, band=entry.band, weight=entry.weight)
        for enrolment_id, entry in entries.items()
    )
    session.flush()


def is_over(session, cohort_id, *, at) -> bool:
    """Whether not everybody gets a seat without a draw."""
    return undecided.everybody_with_a_seat(session, cohort_id, at=at) is None


def refuse_new_closing(session, cohort, values):
    """Raises ClosingFixed: who applied later could not be in the list any more."""
    if values["closes_at"] != cohort.closes_at and queries.is_frozen(session, cohort.id):
        raise ClosingFixed
