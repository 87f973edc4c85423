"""How long a browser stays signed in, and what is kept of the token in its cookie."""

import hashlib
from datetime import datetime, timedelta

from .roles import are_staff

LASTS = timedelta(days=14)
STAFF_IDLE = timedelta(hours=12)
"""Staff see other people's records, often at a shared desk: after a night without use they sign in again."""
SEEN_EVERY = timedelta(minutes=10)
"""Being seen is written down at most this often, so that reading pages does not write all the time."""


def hashed(token: str) -> str:
    """What the row keeps: whoever reads the table cannot make the cookie. The token has 256 bits, so no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_run_out(*, started_at: datetime, seen_at: datetime, roles, at: datetime) -> bool:
    return at >= started_at + LASTS or (are_staff(roles) and at >= seen_at + STAFF_IDLE)


def is_seen_anew(seen_at: datetime, at: datetime) -> bool:
    return at >= seen_at + SEEN_EVERY
