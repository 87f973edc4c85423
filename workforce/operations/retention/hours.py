"""What was written about somebody's hours. Minutes, points and days stay: without a name they only count."""

from typing import Any

from sqlalchemy import select, update

from ...attendance.models import AssessmentResult, CompletionOverride, Credit, Exemption
from .steps import QUIETLY, silence

BARE: dict[Any, dict[str, Any]] = {
    Credit: {"provider": "", "document": "", "reason": None},
    Exemption: {"document": "", "answer": None},
    AssessmentResult: {"note": ""},
    CompletionOverride: {"reason": "—", "answer": None},
}


def forget(session, ids):
    """The papers, what was noted and why, of enrolments with these ids; in history, the reasons as well."""
    for table, values in BARE.items():
        rows = list(session.scalars(select(table.id).where(table.enrolment_id.in_(ids))))
        session.execute(update(table).where(table.id.in_(rows)).values(values), execution_options=QUIETLY)
        silence(session, table, rows)
    for table in (Credit, Exemption, AssessmentResult):
        taken_back = update(table).where(table.enrolment_id.in_(ids), table.ended_at.is_not(None))
        session.execute(taken_back.values(ended_reason="—"), execution_options=QUIETLY)
