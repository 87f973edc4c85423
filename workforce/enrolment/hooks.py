"""What later features do when an enrolment moves, and what they say before somebody cancels."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..listeners import Listeners

on_move = Listeners()
"""`listener(session, enrolment, entry, *, move, at)` runs in the transaction of each new enrolment (its move is
"enrol") and of each move. The enrolment has its new state; what it refuses undoes the move.
"""
consequences = Listeners()
"""`source(session, enrolment, *, at)`: plain sentences that are shown before somebody cancels this enrolment."""
letter_details = Listeners()
"""`source(session, enrolment, *, at)`: more values for the letter about the move that was just made."""
before_selection = Listeners()
"""`listener(session, cohort, selection)` may refuse how the seats of this cohort are to be given."""
private_sections = Listeners()
"""`source(database, shown, *, at)`: Sections, or plain tuples, for the private page of a ShownEnrolment."""
before_arrival = Listeners()
"""`listener(session, enrolment, cohort)` may refuse that an enrolment of another date comes to this cohort."""
before_names = Listeners()
"""`listener(session, cohort, account)` may refuse that this account reads who has applied for the cohort."""
consequences_elsewhere = Listeners()
"""`source(session, enrolment, cohort_id, *, at)`: plain sentences that are shown before this enrolment goes to another
cohort of its course.
"""
consequences_for_all = Listeners()
"""`source(session, cohort_id, *, at)`: plain sentences that are shown before a whole cohort is cancelled."""
on_guest_end = Listeners()
"""`listener(session, guest, enrolment, *, by, at)` runs when a seat in a session of another cohort has ended."""


class Section(NamedTuple):
    """`url` of more, if any, and the words for that link. `is_task`: its owner has to do something now."""

    heading: str
    sentences: Sequence[str]
    url: str | None = None
    more: str | None = None
    is_task: bool = False


def guest_ended(session, guest, enrolment, *, by, at):
    for listener in on_guest_end:
        listener(session, guest, enrolment, by=by, at=at)


def moved(session, enrolment, entry, *, move: str, at):
    for listener in on_move:
        listener(session, enrolment, entry, move=move, at=at)


def consequences_of(session, enrolment, *, at) -> list[str]:
    return [sentence for source in consequences for sentence in source(session, enrolment, at=at)]


def consequences_of_moving(session, enrolment, cohort_id, *, at) -> list[str]:
    return [sentence for source in consequences_elsewhere for sentence in source(session, enrolment, cohort_id, at=at)]


def consequences_of_cohort(session, cohort_id, *, at) -> list[str]:
    return [sentence for source in consequences_for_all for sentence in source(session, cohort_id, at=at)]


def details_of(session, enrolment, *, at) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for source in letter_details:
        found |= source(session, enrolment, at=at)
    return found


def ask_selection(session, cohort, selection):
    for listener in before_selection:
        listener(session, cohort, selection)


def sections_of(database, shown, *, at) -> list[Section]:
    return [Section(*section) for source in private_sections for section in source(database, shown, at=at)]


def ask_names(session, cohort, account):
    for listener in before_names:
        listener(session, cohort, account)


def ask_arrival(session, enrolment, cohort):
    for listener in before_arrival:
        listener(session, enrolment, cohort)
