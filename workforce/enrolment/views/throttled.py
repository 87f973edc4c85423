"""Guesses at codes and numbers are counted by where they come from."""

from ...database import db
from ...people.actions import attempts
from ...people.rules.throttles import LONGEST, MINUTES, Limit
from ...web import visitors

GUESSES = (Limit(10, MINUTES), Limit(60, LONGEST))  # of 28**8 codes; a whole office shares one address
LETTERS = (Limit(10, MINUTES), Limit(40, LONGEST))


def key(what: str) -> str:
    """Whoever asks from this address, without keeping the address."""
    return visitors.key(what, visitors.address())


def refuse_too_many(what: str, limits, *, at):
    """Raises TooManyTries."""
    attempts.refuse_too_many(db.session, {key(what): limits}, at=at)


def note(session, what_key: str, *, at):
    attempts.note(session, [what_key], at=at)
