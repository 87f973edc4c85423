"""How much work a plan is worth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """`seconds`: the most that branch and cut may take for one piece of a goal; `total`: about how long all may take,
    what is left of it being shared among the goals to come. `rounds`: how often some of a large piece is changed, for
    each time that it is too large. Another `seed` is another way through the same work.

    The same instance gets the same plan wherever no limit of seconds ends it; what one ends is shown with its bound.
    """

    seconds: float = 12
    total: float = 50
    rounds: int = 4
    seed: int = 0


YEAR = Effort(seconds=90, total=480)
"""For a year rather than a term."""
