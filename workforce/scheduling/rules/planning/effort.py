"""How much work a plan is worth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """For each piece of each goal: `seconds` of branch and cut, `work` of constraint programming in its own measure.

    The same instance gets the same plan wherever no piece needs longer; one that does is shown with its bound.
    """

    seconds: float = 20
    work: float = 10
