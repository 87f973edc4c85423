"""What later features do when an enrolment moves, and what they say before somebody cancels.

A lower feature never imports a higher one: these name themselves here when the application starts.
"""

from collections.abc import Callable
from typing import Any

MOVED: list[Callable] = []
SOURCES: list[Callable] = []
DETAILS: list[Callable] = []
CHOOSING: list[Callable] = []
SECTIONS: list[Callable] = []
NAMES: list[Callable] = []


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


def before_selection(listener: Callable) -> Callable:
    """`listener(session, cohort, selection)` may refuse how the seats of this cohort are to be given."""
    if listener not in CHOOSING:
        CHOOSING.append(listener)
    return listener


def private_sections(source: Callable) -> Callable:
    """`source(database, shown, *, at)`: sections for the private page of an enrolment, a ShownEnrolment: (heading,
    sentences, address of more or None, words for that link).
    """
    if source not in SECTIONS:
        SECTIONS.append(source)
    return source


def before_names(listener: Callable) -> Callable:
    """`listener(session, cohort, account)` may refuse that this account reads who has applied for the cohort."""
    if listener not in NAMES:
        NAMES.append(listener)
    return listener


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


def ask_selection(session, cohort, selection):
    for listener in CHOOSING:
        listener(session, cohort, selection)


def sections_of(database, shown, *, at) -> list[tuple]:
    return [section for source in SECTIONS for section in source(database, shown, at=at)]


def ask_names(session, cohort, account):
    for listener in NAMES:
        listener(session, cohort, account)
