"""By which rule somebody's presence counts: that of the ledger, which follows the cohort they have a seat in."""

from sqlalchemy import Text, bindparam, cast, select

from ... import policies
from ...catalogue.models import Cohort, Course, CourseKind
from ...enrolment.models import Enrolment
from ...stored import execute, stored
from ..rules.credit import LATENESS
from ..rules.crediting import Crediting
from .standings import rule_day

RULE = (
    select(Enrolment.id, cast(Course.kind, Text), stored(Cohort.ends_at), policies.EVERY_ROW.label("rules"))
    .join_from(Enrolment, Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Course, Course.id == Cohort.course_id)
    .where(Enrolment.id.in_(bindparam("ids", expanding=True)))
)


def of_enrolments(session, enrolment_ids, *, at) -> dict[int, Crediting]:
    """By enrolment; one statement."""
    rows = execute(session, RULE, ids=sorted(enrolment_ids), kinds=[LATENESS.name]).all()
    if not rows:
        return {}
    dated = policies.Dated(rows[0].rules)
    return {row.id: Crediting(dated.on(rule_day(row, at), LATENESS), CourseKind(row.kind)) for row in rows}


def of_enrolment(session, enrolment_id, *, at) -> Crediting:
    return of_enrolments(session, [enrolment_id], at=at)[enrolment_id]


def of_cohort(session, cohort, *, at) -> Crediting:
    """For those who have a seat in it; `cohort` with its course."""
    day = min(at, cohort.ends_at) if cohort.ends_at else at
    return Crediting(policies.current(session, LATENESS, at=day), cohort.course.kind)
