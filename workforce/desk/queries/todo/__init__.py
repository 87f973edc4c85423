"""What needs doing now, beyond the cohorts: a few lists of people and messages, one module a noun."""

from . import (
    attendance,
    certificates,
    courses,
    draws,
    guardians,
    hours,
    messages,
    money,
    offers,
    operators,
    outlooks,
    people,
    rooms,
    screening,
    teaching_requests,
)
from .lines import SHOWN, Kind, Waiting, waiting

__all__ = [
    "SHOWN",
    "Kind",
    "Waiting",
    "attendance",
    "certificates",
    "courses",
    "draws",
    "guardians",
    "hours",
    "messages",
    "money",
    "offers",
    "operators",
    "outlooks",
    "people",
    "rooms",
    "screening",
    "teaching_requests",
    "waiting",
]
