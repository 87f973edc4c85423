"""What later features do when our work with an operator ends, and what they say before."""

from ..listeners import Listeners

on_end = Listeners()
"""`listener(session, operator, *, by, at)` runs in the same transaction, before its contacts lose their access."""
consequences = Listeners()
"""`source(session, operator)`: plain sentences that staff read before they end it."""


def ended(session, operator, *, by, at):
    for listener in on_end:
        listener(session, operator, by=by, at=at)


def consequences_of(session, operator) -> list[str]:
    return [sentence for source in consequences for sentence in source(session, operator)]
