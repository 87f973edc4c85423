"""Assessments that wait for a manager, and those in which somebody still gives points."""

from sqlalchemy import case, exists, func, select

from ....catalogue.models import Cohort, CohortState, Course, Selection
from ....screening.models import Assessor, Candidate, Note, NoteKind
from .lines import Kind, finds, finds_for, line

NAMED = (Assessor.cohort_id == Cohort.id, Assessor.ended_at.is_(None))
OF_ALL = select(func.count()).where(*NAMED, Assessor.candidate_id.is_(None)).scalar_subquery()
OPEN = exists().where(*NAMED, Assessor.closed_at.is_(None))
BEGUN = exists().where(Candidate.cohort_id == Cohort.id)
REPLACED = exists().where(Assessor.candidate_id == Note.candidate_id, Assessor.ended_at.is_(None))
UNREPLACED = (
    select(Note.id)
    .join(Candidate, Candidate.id == Note.candidate_id)
    .where(Candidate.cohort_id == Cohort.id, Note.kind == NoteKind.ASIDE, ~REPLACED)
    .correlate(Cohort)
    .exists()
)
TITLE = Course.title["ja"].as_string()


def undecided(lines):
    lines = lines.join(Course, Course.id == Cohort.course_id)
    return lines.where(
        Cohort.state == CohortState.PUBLISHED, Cohort.selection == Selection.SCREENING, Cohort.decided_at.is_(None)
    )


@finds(Kind.SCREENING)
def to_see_to(at):
    """Where somebody is missing who gives points ("naming"), or all have closed their sheets ("ready")."""
    detail = case(((OF_ALL < 2) | UNREPLACED, "naming"), else_="ready")
    lines = undecided(line(Cohort.id, Cohort.code, TITLE, Cohort.closes_at, detail).select_from(Cohort))
    return lines.where(Cohort.closes_at <= at, BEGUN, (OF_ALL < 2) | UNREPLACED | ~OPEN)


@finds_for(Kind.ASSESS)
def to_assess(_at, account_id):
    """Where this account has an open sheet, and the list of applicants is closed."""
    lines = undecided(line(Assessor.id, Cohort.code, TITLE, Cohort.closes_at).select_from(Assessor).join(Cohort))
    mine = (Assessor.account_id == account_id, Assessor.ended_at.is_(None), Assessor.closed_at.is_(None))
    return lines.where(*mine, BEGUN)
