"""What follows from all that was ever noted of somebody in one session."""

from ..models import Mark, Status
from ..rules.marks import counting, undecided


class Marked:
    """`marks`: every one that was made, the oldest first."""

    marks: list[Mark]

    @property
    def mark(self) -> Mark | None:
        """What counts now; None if nothing was ever noted."""
        return counting(self.marks)

    @property
    def recorded(self) -> Mark | None:
        """What counts now; None as well for a mark that was undone."""
        mark = self.mark
        return None if mark is None or mark.status is Status.NOT_RECORDED else mark

    @property
    def undecided(self) -> list[Mark]:
        """Those that came too late, and that nobody has decided."""
        return undecided(self.marks)
