"""The courses of the year, from the seed files, each with a lead person and the questions it asks."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..catalogue.actions import seeding
from ..catalogue.models import Course, Subject
from ..enrolment.actions import form_versions as forms
from ..enrolment.views.form_versions import in_every_language
from .plan import RUNS

QUESTIONS = ["motivation", "how_found", "residency_tie", "japanese_level"]
FOR_THE_YOUNG = ["photo_consent", "news_consent"]
TO_CHOOSE_BY = ["plan_after", "done_before"]


def make(session, *, lead, by, at):
    found = {slug: seeding.seed(session, slug, by=by, at=at) for slug in RUNS}
    shown = in_every_language([*QUESTIONS, *FOR_THE_YOUNG, *TO_CHOOSE_BY])
    for course in found.values():
        course.lead_id = lead.id
        forms.publish(session, course, keys=keys_of(course), shown=shown, by=by, at=at)
    session.flush()
    return found


def keys_of(course):
    """The day for young people also asks about photographs and news, and some are chosen by what they answer."""
    more = {"care_experience_day": FOR_THE_YOUNG, "multi_professional_workshop": TO_CHOOSE_BY}
    return [*QUESTIONS, *more.get(course.slug, [])]


def loaded(session, course_id):
    query = select(Course).where(Course.id == course_id)
    return session.scalars(query.options(selectinload(Course.subjects).selectinload(Subject.items))).one()
