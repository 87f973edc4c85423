"""What needs doing now, beyond the cohorts: a few lists of people and messages, one module a noun."""

from . import (
    certificates,
    courses,
    draws,
    guardians,
    messages,
    money,
    offers,
    operators,
    people,
    screening,
)
from .lines import SHOWN, Kind, Waiting, waiting

__all__ = [
    "SHOWN",
    "Kind",
    "Waiting",
    "certificates",
    "courses",
    "draws",
    "guardians",
    "messages",
    "money",
    "offers",
    "operators",
    "people",
    "screening",
    "waiting",
]
