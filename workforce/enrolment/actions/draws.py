"""The life of a draw: promised, its list closed, a public value mixed in, drawn once, and told to everybody."""

import secrets
from contextlib import suppress

from ... import history
from ...catalogue.models import Cohort, CohortState
from ...database import hold, transaction
from ..models import Draw, DrawEntry, State
from ..queries import draw_lists
from ..queries import draws as queries
from ..queries import selecting as undecided
from ..rules import draw as rules
from ..rules import draw_file
from ..rules.draw import Entry
from . import offers, selecting
from .draw_refusals import (
    ClosingFixed,
    DrawnAlready,
    ListNotClosed,
    NotDrawn,
    NoValueNamed,
    SeatsChanged,
    SecondPersonNeeded,
    StillOpen,
    TooLateToName,
    ValueChanged,
    ValueMissing,
    ValueSettled,
)

SECRET_BYTES = 32


def promise(session, cohort_id, *, at) -> Draw | None:
    """Make the secret of a published cohort that draws, and publish what it hashes to; once. None for all others."""
    cohort = held(session, cohort_id)
    return queries.newest(session, cohort_id) or (promised(session, cohort_id, at=at) if draws(cohort) else None)


def promise_published(session, cohort, *, at):
    """As soon as a cohort is published."""
    promise(session, cohort.id, at=at)


def promised(session, cohort_id, *, at, **values) -> Draw:
    secret = secrets.token_hex(SECRET_BYTES)
    draw = Draw(cohort_id=cohort_id, secret=secret, commitment=draw_file.digest(secret), committed_at=at, **values)
    session.add(draw)
    session.flush()
    note(session, cohort_id, "draw_promised", by=None, at=at)
    return draw


def draws(cohort) -> bool:
    published = cohort.state is CohortState.PUBLISHED
    return published and cohort.selection in queries.DRAWN and cohort.decided_at is None


def name_value(session, cohort_id, *, name: str, by, at) -> Draw:
    """Say which public value will be mixed in ("" for none). Raises NotDrawn, TooLateToName."""
    draw = promise(session, cohort_id, at=at)
    if draw is None:
        raise NotDrawn
    if draw.frozen_at or session.get_one(Cohort, cohort_id).closes_at <= at:
        raise TooLateToName
    name = draw_file.one_line(name)
    change = history.Change("value_name", draw.value_name, name or None)
    draw.value_name = name or None
    note(session, cohort_id, "draw_value_named", by=by, at=at, changes=[change])
    return draw


# --- the list ---------------------------------------------------------------------------------------------------------


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


def refuse_new_closing(session, cohort, values):
    """Raises ClosingFixed: who applied later could not be in the list any more."""
    if values["closes_at"] != cohort.closes_at and queries.is_frozen(session, cohort.id):
        raise ClosingFixed


# --- the public value -------------------------------------------------------------------------------------------------


def type_value(session, cohort_id, *, value: str, by, at) -> Draw:
    """What the named source says. Raises ListNotClosed, NoValueNamed, ValueSettled, DrawnAlready."""
    draw = with_value(session, cohort_id)
    draw.value, draw.value_typed_by_id = draw_file.one_width(value), by.id
    note(session, cohort_id, "draw_value_typed", by=by, at=at, changes=[history.Change("value", None, draw.value)])
    return draw


def confirm_value(session, cohort_id, *, seen: str, by, at) -> Draw:
    """A second person has compared what was typed, `seen`, with the source.

    Raises SecondPersonNeeded, ValueChanged, and what type_value does.
    """
    draw = with_value(session, cohort_id)
    if draw.value is None or draw.value != seen:
        raise ValueChanged
    refuse_same_person(session, draw.value_typed_by_id, by)
    draw.value_confirmed_by_id, draw.value_confirmed_at = by.id, at
    note(session, cohort_id, "draw_value_confirmed", by=by, at=at)
    return draw


def with_value(session, cohort_id) -> Draw:
    held(session, cohort_id)
    draw = queries.newest(session, cohort_id)
    if draw is None or (draw.number == 1 and draw.frozen_at is None):
        raise ListNotClosed
    if draw.drawn_at:
        raise DrawnAlready
    if draw.value_name is None:
        raise NoValueNamed
    if draw.value_confirmed_at:
        raise ValueSettled
    return draw


def refuse_same_person(session, account_id, by):
    """Two accounts of one human are one person."""
    if account_id == by.id or queries.person_of(session, account_id) == queries.person_of(session, by.id):
        raise SecondPersonNeeded


# --- the draw ---------------------------------------------------------------------------------------------------------


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


def refuse_without_value(draw):
    if draw.value_name and not draw.value_confirmed_at:
        raise ValueMissing


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


def held(session, cohort_id) -> Cohort:
    """The cohort, held and read anew."""
    cohort = session.get_one(Cohort, cohort_id)
    hold(session, cohort)
    session.refresh(cohort, ["state", "selection", "decided_at", "closes_at", "starts_at", "capacity"])
    return cohort


def note(session, cohort_id, what, *, by, at, reason=None, changes=()):
    cohort = session.get_one(Cohort, cohort_id)
    history.record(session, cohort, what, by=by, at=at, reason=reason, changes=changes)


# --- due work ---------------------------------------------------------------------------------------------------------


def is_due(session, *, at) -> bool:
    return bool(queries.without_promise(session) or freezable(session, at=at))


def freezable(session, *, at) -> list[int]:
    """The ids of the cohorts whose list is to be closed."""
    closed = queries.to_freeze(session, at=at)
    return [one for one in closed if is_over(session, one, at=at)]


def is_over(session, cohort_id, *, at) -> bool:
    """Whether not everybody gets a seat without a draw."""
    return undecided.everybody_with_a_seat(session, cohort_id, at=at) is None


def settle_all(now, *, stop=lambda: False):
    """Promise and close what is due, each cohort in a transaction of its own."""
    with transaction(writes=False) as session:
        to_promise, to_close = queries.without_promise(session), freezable(session, at=now())
    for act, cohort_ids in ((promise, to_promise), (by_the_clock, to_close)):
        for cohort_id in cohort_ids:
            if stop():
                return
            with transaction() as session:
                act(session, cohort_id, at=now())


def by_the_clock(session, cohort_id, *, at):
    """Close a list, unless somebody was faster or it is not due any more."""
    with suppress(NotDrawn, StillOpen):
        freeze(session, cohort_id, by=None, at=at)
