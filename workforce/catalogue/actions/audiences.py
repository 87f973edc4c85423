"""For whom a course is: its readers, and what must be finished first."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ... import history
from ...refusals import Refused
from ..models import Audience, Course, CourseAudience, Prerequisite
from .changing import hold_as_seen, readable, touch


class RequiresItself(Refused):
    message = _("The two courses would require each other, and nobody could ever begin. Choose another course.")
    field = "required"


def set_audience(session: Database, course: Course, *, audience: Audience, rank: int, pitch, seen=None, by, at):
    """The course stands behind this reader's door at `rank` (1 first) with `pitch` in their words."""
    hold_as_seen(session, course, seen)
    row = audience_of(session, course, audience) or CourseAudience(course_id=course.id, audience=audience)
    old = {"rank": row.rank, "pitch": row.pitch}
    row.rank, row.pitch = rank, pitch
    session.add(row)
    changes = [history.Change(f"{audience}.{name}", readable(old[name]), readable(getattr(row, name))) for name in old]
    touch(session, course, "audience_set", changes=changes, by=by, at=at)
    session.expire(course, ["audiences"])
    return row


def remove_audience(session: Database, course: Course, *, audience: Audience, by, at):
    hold_as_seen(session, course, None)
    row = audience_of(session, course, audience)
    if row:
        session.delete(row)
        touch(session, course, "audience_removed", changes=[history.Change("audience", audience, None)], by=by, at=at)
        session.expire(course, ["audiences"])


def audience_of(session, course, audience):
    query = select(CourseAudience).where(CourseAudience.course_id == course.id, CourseAudience.audience == audience)
    return session.scalars(query).one_or_none()


def require(session: Database, course: Course, *, required: Course, by, at):
    """One more course of which any one must be finished first. Raises RequiresItself."""
    hold_as_seen(session, course, None)
    if course.id in leading_to(session, required):
        raise RequiresItself
    query = select(Prerequisite).where(Prerequisite.course_id == course.id, Prerequisite.required_id == required.id)
    if session.scalars(query).first():
        return
    session.add(Prerequisite(course_id=course.id, required_id=required.id))
    touch(session, course, "required", changes=[history.Change("required", None, required.slug)], by=by, at=at)
    session.expire(course, ["prerequisites"])


def leading_to(session, course) -> set[int]:
    """The ids of `course` and of everything it requires, however indirectly."""
    found, edge = {course.id}, {course.id}
    while edge:
        edge = set(session.scalars(select(Prerequisite.required_id).where(Prerequisite.course_id.in_(edge)))) - found
        found |= edge
    return found


def require_no_more(session: Database, course: Course, *, required_id: int, by, at):
    hold_as_seen(session, course, None)
    query = select(Prerequisite).where(Prerequisite.course_id == course.id, Prerequisite.required_id == required_id)
    row = session.scalars(query).one_or_none()
    if row:
        session.delete(row)
        change_made = history.Change("required", required_id, None)
        touch(session, course, "required_no_more", changes=[change_made], by=by, at=at)
        session.expire(course, ["prerequisites"])
