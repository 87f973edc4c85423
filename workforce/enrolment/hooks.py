"""What later features do when an enrolment moves, and what they say before somebody cancels.

A lower feature never imports a higher one: these name themselves here when the application starts.
"""

from collections.abc import Callable
from typing import Any

MOVED: list[Callable] = []
SOURCES: list[Callable] = []
DETAILS: list[Callable] = []


def on_move(listener: Callable) -> Callable:
    """`listener(session, enrolment, entry, *, move, at)` runs in the transaction of each new enrolment (its move is
    "enrol") and of each move. The enrolment has its new state; what it refuses undoes the move.
    """
    if listener not in MOVED:
        MOVED.append(listener)
    return listener


def consequences(source: Callable) -> Callable:
    """`source(session, enrolment, *, at)`: plain sentences that are shown before somebody cancels this enrolment."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def letter_details(source: Callable) -> Callable:
    """`source(session, enrolment, *, at)`: more values for the letter about the move that was just made."""
    if source not in DETAILS:
        DETAILS.append(source)
    return source


def moved(session, enrolment, entry, *, move: str, at):
    for listener in MOVED:
        listener(session, enrolment, entry, move=move, at=at)


def consequences_of(session, enrolment, *, at) -> list[str]:
    return [sentence for source in SOURCES for sentence in source(session, enrolment, at=at)]


def details_of(session, enrolment, *, at) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for source in DETAILS:
        found |= source(session, enrolment, at=at)
    return found
