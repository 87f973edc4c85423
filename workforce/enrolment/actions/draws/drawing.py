"""The draw itself: drawn once, published, and told to everybody."""

from ...models import Draw, State
from ...queries import draw_lists
from ...queries import draws as queries
from ...rules import draw as rules
from ...rules import draw_file
from .. import offers, selecting
from ..draw_refusals import DrawnAlready, ListNotClosed, NotDrawn, SeatsChanged
from .promises import draws, held, note
from .values import refuse_without_value


def draw_now(session, cohort_id, *, by, at) -> Draw:
    """Draw, publish and tell everybody: once. Who cancelled since the list was closed is passed over.

    Raises ListNotClosed, DrawnAlready, ValueMissing, SeatsChanged, and what selecting.give_result does.
    """
    cohort = held(session, cohort_id)
    draw = queries.newest(session, cohort_id)
    if draw and (draw.drawn_at or draw.number > 1):
        raise DrawnAlready
    if draw is None or draw.frozen_at is None:
        raise ListNotClosed
    if not draws(cohort):
        raise NotDrawn
    refuse_without_value(draw)
    listed = queries.listed(session, draw.id)
    gone = {one.entry.receipt for one in listed if one.state is not State.APPLIED}
    quotas = frozen_quotas(session, draw, cohort_id, at=at)
    results = publish(session, draw, listed, seats=quotas[0], quotas=quotas[1], gone=gone, by=by, at=at)
    give(session, cohort_id, listed, results, by=by, at=at)
    return draw


def frozen_quotas(session, draw, cohort_id, *, at):
    """(seats, quotas) as the list says. Raises SeatsChanged if it cannot be kept any more."""
    listed = draw_file.rules_of(queries.begins_of(session, draw.id))
    seats, quotas = listed.seats, listed.quotas
    free = offers.settled(session, cohort_id, at=at).free
    now, _numbers = draw_lists.quotas_of(session, cohort_id)
    if free < seats or [quota.kind for quota in now] != [quota.kind for quota in quotas]:
        raise SeatsChanged(seats=seats, free=free)
    return seats, quotas


def publish(session, draw, listed, *, seats, quotas, gone, by, at):
    """The result in the order of the ranks, kept and published."""
    secret, value = queries.secret_of(session, draw.id), draw.value or ""
    order = rules.ordered(rules.key_of(secret, value), [one.entry for one in listed])
    results = rules.results(order, seats=seats, quotas=quotas, withdrawn=gone)
    begins = queries.begins_of(session, draw.id)
    draw.published = draw_file.whole_text(begins, secret=secret, value=value, results=results)
    draw.file_hash = draw_file.digest(draw.published)
    draw.drawn_at, draw.drawn_by_id = at, by.id if by else None
    queries.keep_results(session, draw.id, {one.entry.receipt: one.enrolment_id for one in listed}, results)
    what = "drawn" if draw.number == 1 else "drawn_again"
    note(session, draw.cohort_id, what, by=by, at=at, reason=draw.reason)
    return results


def give(session, cohort_id, listed, results, *, by, at):
    band_ids = {number: band_id for band_id, number in draw_lists.quotas_of(session, cohort_id)[1].items()}
    of_receipt = {one.entry.receipt: one.enrolment_id for one in listed}
    seated = [one for one in results if one.outcome is rules.Outcome.SEAT]
    waiting = [one for one in results if one.outcome is rules.Outcome.WAITING]
    selecting.give_result(
        session,
        cohort_id,
        winners=[(of_receipt[one.receipt], band_ids.get(one.band)) for one in seated],
        waiting=[of_receipt[one.receipt] for one in waiting],
        by=by,
        at=at,
    )
