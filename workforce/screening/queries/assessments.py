"""The assessment of one cohort as it stands: who gives points to whom, and which."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, select

from ...database import LocalizedText
from ...enrolment.models import Enrolment, State
from ..models import Assessor, Candidate, Criterion, Mark, Note, NoteKind, Sheet
from . import sheets


class Shown(NamedTuple):
    """One applicant without a name. `is_here`: they have not cancelled since."""

    id: int
    number: int
    enrolment_id: int
    state: State
    band_id: int | None
    answers: LocalizedText

    @property
    def is_here(self) -> bool:
        return self.state is State.APPLIED


@dataclass
class Assessment:
    """`points`: {(assessor id, candidate id): {criterion id: points}}; `notes`: {(assessor id, candidate id): {kind}}.

    Only assessors who are still named are in it. Nothing here says a name.
    """

    sheet: Sheet | None
    assessors: list[Assessor]
    candidates: list[Shown]
    points: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    notes: dict[tuple[int, int], dict[NoteKind, datetime]] = field(default_factory=dict)

    @property
    def criteria(self) -> list[Criterion]:
        return self.sheet.criteria if self.sheet else []

    @property
    def most(self) -> list[int]:
        return [one.most for one in self.criteria]

    @property
    def here(self) -> list[Shown]:
        return [one for one in self.candidates if one.is_here]

    @property
    def of_all(self) -> list[Assessor]:
        return [one for one in self.assessors if one.candidate_id is None]

    def stepped_aside(self, assessor, candidate) -> bool:
        return NoteKind.ASIDE in self.notes.get((assessor.id, candidate.id), {})

    def assessors_of(self, candidate) -> list[Assessor]:
        """Whose points count for this candidate."""
        named = [one for one in self.assessors if one.candidate_id in (None, candidate.id)]
        return [one for one in named if not self.stepped_aside(one, candidate)]

    def candidates_of(self, assessor) -> list[Shown]:
        """To whom somebody gives points."""
        return [one for one in self.candidates if assessor in self.assessors_of(one)]

    def is_complete(self, assessor, candidate) -> bool:
        return len(self.points.get((assessor.id, candidate.id), {})) == len(self.criteria)

    def missing_of(self, assessor) -> list[Shown]:
        """Who of those that have not cancelled still needs points of theirs."""
        mine = self.candidates_of(assessor)
        return [one for one in mine if one.is_here and not self.is_complete(assessor, one)]

    def marks_of(self, candidate) -> tuple[tuple[int, ...], ...]:
        """Of each assessor whose points are complete, in the order of the criteria."""
        complete = [one for one in self.assessors_of(candidate) if self.is_complete(one, candidate)]
        given = [self.points[one.id, candidate.id] for one in complete]
        return tuple(tuple(points[criterion.id] for criterion in self.criteria) for points in given)

    def lacking(self) -> list[Shown]:
        """Who has fewer than two who give points."""
        return [one for one in self.here if len(self.assessors_of(one)) < 2]

    @property
    def is_closed(self) -> bool:
        """Whether everybody who gives points has closed their sheet."""
        return len(self.of_all) >= 2 and all(one.closed_at for one in self.assessors)

    def has_talked(self, assessor, candidate) -> bool:
        return NoteKind.TALKED in self.notes.get((assessor.id, candidate.id), {})

    def talks(self, threshold) -> list[Shown]:
        """Whose difference is large and still to be talked over: not all of two have spoken, and there is no third."""
        return [one for one in self.here if self.must_talk(one, threshold)]

    def must_talk(self, candidate, threshold) -> bool:
        marks, who = self.marks_of(candidate), self.assessors_of(candidate)
        if len(marks) != 2 or all(self.has_talked(one, candidate) for one in who):
            return False
        return self.was_apart(candidate, threshold)

    def was_apart(self, candidate, threshold) -> bool:
        """Now, or when the first of them had not corrected theirs yet: then the other still has to speak."""
        spoken = any(self.has_talked(one, candidate) for one in self.assessors_of(candidate))
        return spoken or threshold.are_apart(self.marks_of(candidate), self.most)


def assessment(session, cohort_id) -> Assessment:
    """Read anew, six statements."""
    found = Assessment(sheets.newest(session, cohort_id), assessors(session, cohort_id), candidates(session, cohort_id))
    found.points, found.notes = points(session, cohort_id), notes(session, cohort_id)
    return found


def assessors(session, cohort_id) -> list[Assessor]:
    query = select(Assessor).where(Assessor.cohort_id == cohort_id, Assessor.ended_at.is_(None))
    return list(session.scalars(query.order_by(Assessor.id).execution_options(populate_existing=True)))


def candidates(session, cohort_id) -> list[Shown]:
    """In the order of their numbers. Whoever went to another date has left this list, as if they had cancelled."""
    state = case((Enrolment.cohort_id == Candidate.cohort_id, Enrolment.state), else_=State.CANCELLED)
    query = (
        select(Candidate.id, Candidate.number, Candidate.enrolment_id, state, Enrolment.band_id)
        .add_columns(Candidate.answers)
        .join(Enrolment, Enrolment.id == Candidate.enrolment_id)
        .where(Candidate.cohort_id == cohort_id)
        .order_by(Candidate.number)
    )
    return [Shown(*row) for row in session.execute(query)]


def points(session, cohort_id) -> dict[tuple[int, int], dict[int, int]]:
    """Of each mark the newest row; what was taken back is left out."""
    newest = (
        select(func.max(Mark.id).label("id"))
        .join(Candidate, Candidate.id == Mark.candidate_id)
        .where(Candidate.cohort_id == cohort_id)
        .group_by(Mark.assessor_id, Mark.candidate_id, Mark.criterion_id)
        .subquery()
    )
    rows = select(Mark.assessor_id, Mark.candidate_id, Mark.criterion_id, Mark.points).join(
        newest, and_(newest.c.id == Mark.id, Mark.points.is_not(None))
    )
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for assessor_id, candidate_id, criterion_id, given in session.execute(rows):
        found[assessor_id, candidate_id][criterion_id] = given
    return found


def notes(session, cohort_id) -> dict[tuple[int, int], dict[NoteKind, datetime]]:
    query = select(Note.assessor_id, Note.candidate_id, Note.kind, Note.at)
    query = query.join(Candidate, Candidate.id == Note.candidate_id).where(Candidate.cohort_id == cohort_id)
    found: dict[tuple[int, int], dict[NoteKind, datetime]] = defaultdict(dict)
    for assessor_id, candidate_id, kind, at in session.execute(query):
        found[assessor_id, candidate_id][kind] = at
    return found


def reasons(session, candidate_id) -> list[str]:
    """Why points of this candidate were corrected, each reason once."""
    query = select(Note.reason).where(Note.candidate_id == candidate_id, Note.kind == NoteKind.TALKED)
    return list(dict.fromkeys(session.scalars(query.where(Note.reason.is_not(None)).order_by(Note.id))))
