"""What people must make up, what they have booked for it, and where else the same is taught."""

from .booked import Booked, booked_of, coming_of, coming_to
from .cases import Case, case, cases
from .seats import Seat, seats_to_have, sitting_of

__all__ = [
    "Booked",
    "Case",
    "Seat",
    "booked_of",
    "case",
    "cases",
    "coming_of",
    "coming_to",
    "seats_to_have",
    "sitting_of",
]
