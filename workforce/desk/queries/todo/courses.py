"""Courses that nobody leads."""

from ....catalogue.models import Course, CourseState
from .lines import Kind, finds, line


@finds(Kind.LEADLESS_COURSE)
def leadless_courses(_at):
    title = Course.title["ja"].as_string()
    lines = line(Course.id, Course.slug, title, Course.created_at)
    return lines.where(Course.lead_id.is_(None), Course.state != CourseState.CANCELLED)
