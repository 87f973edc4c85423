"""Courses among themselves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...catalogue.models import Course, CourseState, Prerequisite


def courses_after(session: Session, course_id: int):
    """Rows (slug, title, summary) of the courses that this one opens the door to."""
    opened = select(Course.slug, Course.title, Course.summary).join(Prerequisite, Prerequisite.course_id == Course.id)
    meant = Prerequisite.required_id == course_id, Course.state == CourseState.PUBLISHED
    return session.execute(opened.where(*meant).order_by(Course.id)).all()


def published_course(session: Session, slug: str) -> Course | None:
    """The course without anything that hangs on it."""
    return session.scalar(select(Course).where(Course.slug == slug, Course.state == CourseState.PUBLISHED))
