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
]
