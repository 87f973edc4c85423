"""What later features know that money asks for."""

from dataclasses import dataclass
from datetime import date

from ...listeners import Listeners


@dataclass(frozen=True)
class Completion:
    """`on`: the day on which the course was completed; None: it is not. `proof`: what shows it."""

    on: date | None
    proof: str = ""


completion = Listeners()
"""`source(session, enrolment, *, at)`: a Completion, or None where nothing is kept about this course."""


def completion_of(session, enrolment, *, at) -> Completion | None:
    """By the first who keeps something about it; None: somebody must say what shows it."""
    return next((found for source in completion if (found := source(session, enrolment, at=at))), None)
