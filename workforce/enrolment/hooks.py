"""What later features do when an enrolment moves, and what they say before somebody cancels."""

from typing import Any

from ..listeners import Listeners

on_move = Listeners()
"""`listener(session, enrolment, entry, *, move, at)` runs in the transaction of each new enrolment (its move is
"enrol") and of each move. The enrolment has its new state; what it refuses undoes the move.
"""
consequences = Listeners()
"""`source(session, enrolment, *, at)`: plain sentences that are shown before somebody cancels this enrolment."""
letter_details = Listeners()
"""`source(session, enrolment, *, at)`: more values for the letter about the move that was just made."""


def moved(session, enrolment, entry, *, move: str, at):
    for listener in on_move:
        listener(session, enrolment, entry, move=move, at=at)


def consequences_of(session, enrolment, *, at) -> list[str]:
    return [sentence for source in consequences for sentence in source(session, enrolment, at=at)]


def details_of(session, enrolment, *, at) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for source in letter_details:
        found |= source(session, enrolment, at=at)
    return found
