"""How much there is in a database of ours, and how its cohorts are called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`open_cohorts` take enrolments now, `past` are over. `people` enrol five times each in the past, if there is one.

    `capacity` is the seats of an open cohort, `last_capacity` those of the last one, which starts empty.
    """

    open_cohorts: int = 50
    past: int = 0
    people: int = 600
    capacity: int = 500
    last_capacity: int = 300

    @property
    def cohorts(self) -> int:
        return self.open_cohorts + self.past


SMALL = Size(past=500, people=5_000)
LARGE = Size(past=100_000, people=1_000_000)


def code(cohort: int) -> str:
    return f"bench-{cohort:03}"
