"""What was read and said of applicants chosen by criteria. The points stay: without a name they say nothing."""

from sqlalchemy import delete, select, update

from ... import history
from ...screening.models import Candidate, Decision, Mark, Note, NoteKind
from .steps import QUIETLY


def trim(session, ids, gone):
    """The answers that assessors read, of enrolments with these ids, as far as their keys are in `gone`."""
    with history.retention(session):
        for one in session.scalars(select(Candidate).where(Candidate.enrolment_id.in_(ids))):
            one.answers = {key: answer for key, answer in one.answers.items() if key not in gone}
        session.flush()


def forget(session, ids):
    """All they answered, and why somebody gave or ordered as they did."""
    listed = select(Candidate.id).where(Candidate.enrolment_id.in_(ids))
    cohorts = select(Candidate.cohort_id).where(Candidate.enrolment_id.in_(ids))
    with history.retention(session):
        bare = update(Candidate).where(Candidate.enrolment_id.in_(ids)).values(answers={})
        session.execute(bare, execution_options=QUIETLY)
        flags = delete(Note).where(Note.candidate_id.in_(listed), Note.kind == NoteKind.FLAG)
        session.execute(flags, execution_options=QUIETLY)
        for table in (Mark, Note):
            unsaid = update(table).where(table.candidate_id.in_(listed)).values(reason=None)
            session.execute(unsaid, execution_options=QUIETLY)
        for decision in session.scalars(select(Decision).where(Decision.cohort_id.in_(cohorts))):
            decision.ties = {"groups": [group | {"reason": None} for group in decision.ties["groups"]]}
        session.flush()
