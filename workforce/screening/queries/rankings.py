"""The ranking of a cohort as its points, its bands and its free seats make it."""

from dataclasses import dataclass

from sqlalchemy import select

from ...enrolment.queries import draw_lists, seats
from ..models import Candidate, Decision, Placing
from ..rules.ranking import Assessed, Ranking, Within, ranked
from .assessments import Assessment


@dataclass(frozen=True)
class Basis:
    """`seats` that are free, `quotas` of the bands, `band_ids`: {number of a quota: band id}."""

    everybody: tuple[Assessed, ...]
    seats: int
    quotas: tuple
    band_ids: dict[int, int]
    minimum: int

    def ranking(self, within: Within | None = None) -> Ranking:
        return ranked(self.everybody, seats=self.seats, quotas=self.quotas, minimum=self.minimum, within=within)

    @property
    def fingerprint(self) -> str:
        """Of all that the result follows from: what a manager has seen when they decide."""
        marks = [f"{one.number}:{one.band}:{one.marks}" for one in self.everybody]
        return f"{self.seats} {self.quotas} {self.minimum} {' '.join(marks)}"


def basis(session, cohort_id, found: Assessment) -> Basis:
    """Of everybody who has not cancelled and has points."""
    counted = seats.seats_of(session, cohort_id)
    quotas, numbers = draw_lists.quotas_of(session, cohort_id) if counted.has_bands else ([], {})
    everybody = [
        Assessed(one.number, numbers.get(one.band_id), marks) for one in found.here if (marks := found.marks_of(one))
    ]
    band_ids = {number: band_id for band_id, number in numbers.items()}
    minimum = (found.sheet.minimum if found.sheet else None) or 0
    return Basis(tuple(everybody), counted.free, tuple(quotas), band_ids, minimum)


def decision(session, cohort_id) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.cohort_id == cohort_id))


def placings(session, decision_id) -> list[tuple[int, Placing]]:
    """(number of the applicant, how they were placed), by rank; who has none comes after, by number."""
    query = select(Candidate.number, Placing).join(Candidate, Candidate.id == Placing.candidate_id)
    query = query.where(Placing.decision_id == decision_id)
    rows = [(number, placing) for number, placing in session.execute(query)]
    return sorted(rows, key=lambda row: (row[1].rank is None, row[1].rank or 0, row[0]))
