"""Draws that wait for staff."""

from sqlalchemy import and_, func, or_

from ....catalogue.models import Cohort, CohortState, Course
from ....enrolment.models import Draw
from .lines import Kind, finds, line


@finds(Kind.DRAW)
def draws(_at):
    """Lists that are closed and wait for their draw, and repetitions that wait for a second person."""
    title = Course.title["ja"].as_string()
    since = func.coalesce(Draw.frozen_at, Draw.committed_at)
    lines = line(Draw.id, Cohort.code, title, since, Draw.number)
    lines = (
        lines.select_from(Draw).join(Cohort, Cohort.id == Draw.cohort_id).join(Course, Course.id == Cohort.course_id)
    )
    first = and_(Draw.frozen_at.is_not(None), Cohort.decided_at.is_(None))
    is_open = and_(Draw.drawn_at.is_(None), Draw.stopped_at.is_(None), Cohort.state == CohortState.PUBLISHED)
    return lines.where(is_open, or_(first, Draw.number > 1))
