"""The groups of the first page of the day, one module a noun. Each group counts, and says so when it is empty."""

from . import (
    attendance,
    certificates,
    cohorts,
    courses,
    draws,
    guardians,
    hours,
    house,
    messages,
    money,
    offers,
    operators,
    outlooks,
    people,
    rooms,
    screening,
    teachers,
)
from .groups import groups, kinds_for

__all__ = [
    "attendance",
    "certificates",
    "cohorts",
    "courses",
    "draws",
    "groups",
    "guardians",
    "hours",
    "house",
    "kinds_for",
    "messages",
    "money",
    "offers",
    "operators",
    "outlooks",
    "people",
    "rooms",
    "screening",
    "teachers",
]
