"""How much work a plan is worth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """For each piece of each goal: `seconds` of branch and cut, and `rounds` in which some of a large piece is changed.

    The same instance gets the same plan wherever no piece needs longer; one that does is shown with its bound.
    """

    seconds: float = 15
    rounds: int = 40
