"""What a roll means for the timetable: a lesson that took place stays, and so do the minutes that it counts against."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ...catalogue.models import Cohort, Session, Subject, SubjectItem
from ...refusals import Refused
from ..models import Attendance, Contest, Credit, Mark, RollCall


class RollTaken(Refused):
    message = _(
        "The roll of this session was taken already, so its times and what it teaches stay as they are. "
        "If something is recorded wrongly, correct the attendance of the person."
    )


class HoursCounted(Refused):
    message = _(
        "Hours of people are recorded in this course: they count against its minutes, by the rules of its kind. Change "
        "texts only; for other minutes or another kind, make a new course."
    )


def refuse_minutes(session, course):
    """Raises HoursCounted if anybody's hours in this course are recorded, by a lesson or by a paper."""
    lessons = select(Attendance.id).join(Session, Session.id == Attendance.session_id)
    lessons = lessons.join(Cohort, Cohort.id == Session.cohort_id).where(Cohort.course_id == course.id)
    papers = select(Credit.id).join(SubjectItem, SubjectItem.id == Credit.item_id)
    papers = papers.join(Subject, Subject.id == SubjectItem.subject_id).where(Subject.course_id == course.id)
    if any(session.scalar(query.limit(1)) is not None for query in (lessons, papers)):
        raise HoursCounted


def refuse_change(session, ids: Collection[int]):
    """Raises RollTaken if anything is recorded, or contested, of one of these sessions."""
    for row in (RollCall, Mark, Contest):
        if session.scalar(select(row.id).where(row.session_id.in_(ids)).limit(1)) is not None:
            raise RollTaken
