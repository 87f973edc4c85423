"""The courses of the year, from the seed files, each with a lead person and the questions it asks."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..catalogue.actions import seeding
from ..catalogue.models import Course, Subject
from .plan import RUNS

QUESTIONS = ["motivation", "how_found", "residency_tie", "japanese_level"]


def make(session, *, lead, by, at):
    found = {slug: seeding.seed(session, slug, by=by, at=at) for slug in RUNS}
    for course in found.values():
        course.lead_id = lead.id
        course.questions = QUESTIONS
    session.flush()
    return found


def loaded(session, course_id):
    query = select(Course).where(Course.id == course_id)
    return session.scalars(query.options(selectinload(Course.subjects).selectinload(Subject.items))).one()
