"""The code by which people enter themselves: of one session, another each minute, worth nothing at home.

Whoever knows it was told it in the room within the last two minutes; with it only somebody on the roll of that session
can enter themselves, and only around it.
"""

import hmac
import re
from datetime import datetime
from unicodedata import normalize

from ..models import Status

MINUTE = 60
DIGITS = 6


def minute_of(at: datetime) -> int:
    return int(at.timestamp()) // MINUTE


def code_of(secret: str, minute: int) -> str:
    """Six digits. `secret`: of the session, known to this server alone."""
    found = hmac.digest(secret.encode(), str(minute).encode(), "sha256")
    return f"{int.from_bytes(found[:8]) % 10**DIGITS:0{DIGITS}}"


def is_right(secret: str, typed: str, at: datetime) -> bool:
    """This minute's code or that of the one before: people type slowly."""
    given = re.sub(r"\D", "", normalize("NFKC", typed))
    now = minute_of(at)
    return any([hmac.compare_digest(given, code_of(secret, minute)) for minute in (now, now - 1)])


def arrival(starts_at: datetime, at: datetime) -> tuple[Status, int]:
    """(status, minutes late) of somebody who enters themselves at `at`."""
    late = max(0, int((at - starts_at).total_seconds()) // MINUTE)
    return (Status.LATE, late) if late else (Status.PRESENT, 0)
