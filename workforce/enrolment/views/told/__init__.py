"""What history and letters tell of enrolment, one module a noun."""

from . import (
    applications,
    courses,
    dates,
    draws,
    guardians,
    operators,
    seats,
    sessions,
    together,
)

__all__ = [
    "applications",
    "courses",
    "dates",
    "draws",
    "guardians",
    "operators",
    "seats",
    "sessions",
    "together",
]
