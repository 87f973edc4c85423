"""The groups of the first page of the day, one module a noun. Each group counts, and says so when it is empty."""

from . import (
    certificates,
    cohorts,
    courses,
    draws,
    guardians,
    house,
    messages,
    money,
    offers,
    operators,
    people,
    screening,
)
from .groups import groups, kinds_for

__all__ = [
    "certificates",
    "cohorts",
    "courses",
    "draws",
    "groups",
    "guardians",
    "house",
    "kinds_for",
    "messages",
    "money",
    "offers",
    "operators",
    "people",
    "screening",
]
