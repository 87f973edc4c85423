"""The public value that is mixed in: typed by one person, confirmed by another."""

from .... import history
from ...models import Draw
from ...queries import draws as queries
from ...rules import draw_file
from ..draw_refusals import (
    DrawnAlready,
    ListNotClosed,
    NoValueNamed,
    SecondPersonNeeded,
    ValueChanged,
    ValueMissing,
    ValueSettled,
)
from .promises import held, note


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


def refuse_without_value(draw):
    if draw.value_name and not draw.value_confirmed_at:
        raise ValueMissing
