"""The tree of a course: subjects and their items in minutes.

Published cohorts that are not over were planned with these minutes: while there are any, only texts may change.
"""

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database

from ... import history
from ...refusals import Refused
from ..models import Cohort, Course, Mode, Session, SessionPart, Subject, SubjectItem
from .changing import hold_as_seen, readable, touch
from .courses import dependants


class MinutesInUse(Refused):
    """Raised with `codes` of the cohorts."""

    message = _(
        "These cohorts were planned with the minutes as they are: %(codes)s. Until they are over, change texts only."
    )


class ItemTaught(Refused):
    """Raised with `codes` of the cohorts in whose sessions it is taught."""

    message = _("Sessions of these cohorts teach it: %(codes)s. Take it out of them first.")


class DistanceAboveMinutes(Refused):
    message = _("At most all of the subject can be taught at a distance. Type a smaller number.")
    field = "max_distance_minutes"


class NumberTaken(Refused):
    message = _("Another one has this number already. Choose a free number.")
    field = "number"


def add_subject(
    session: Database, course: Course, *, title, minutes: int, max_distance_minutes=0, number=None, source="", by, at
) -> Subject:
    """Raises MinutesInUse, NumberTaken, DistanceAboveMinutes. Without a number it comes last."""
    begin(session, course, None, at)
    refuse_distance(minutes, max_distance_minutes)
    subject = Subject(
        course_id=course.id,
        number=free_number(session, Subject, Subject.course_id == course.id, number),
        title=title,
        minutes=minutes,
        max_distance_minutes=max_distance_minutes,
        source=source,
    )
    session.add(subject)
    return recorded(session, course, subject, "subject_added", by=by, at=at)


def edit_subject(session: Database, course: Course, subject: Subject, *, seen=None, by, at, **values):
    """`values`: title, number, minutes, max_distance_minutes, source. Raises as add_subject, and ChangedMeanwhile."""
    begin(session, course, seen, at if differs(subject, values, "minutes", "max_distance_minutes") else None)
    refuse_distance(
        values.get("minutes", subject.minutes), values.get("max_distance_minutes", subject.max_distance_minutes)
    )
    if differs(subject, values, "number"):
        free_number(session, Subject, Subject.course_id == course.id, values["number"])
    return changed(session, course, subject, values, "subject_edited", by=by, at=at)


def remove_subject(session: Database, course: Course, subject: Subject, *, by, at):
    """With its items. Raises MinutesInUse, ItemTaught."""
    begin(session, course, None, at)
    items = select(SubjectItem.id).where(SubjectItem.subject_id == subject.id)
    refuse_taught(session, items)
    gone = history.Change(f"subject {subject.number}", readable(subject.title), None)
    for item in session.scalars(select(SubjectItem).where(SubjectItem.subject_id == subject.id)).all():
        session.delete(item)
    session.flush()
    session.delete(subject)
    touch(session, course, "subject_removed", changes=[gone], by=by, at=at)
    session.expire(course, ["subjects"])


def add_item(
    session: Database, course: Course, subject: Subject, *, title, minutes: int, mode: Mode, number=None, by, at
) -> SubjectItem:
    """Raises MinutesInUse, NumberTaken."""
    begin(session, course, None, at)
    free = free_number(session, SubjectItem, SubjectItem.subject_id == subject.id, number)
    item = SubjectItem(subject_id=subject.id, number=free, title=title, minutes=minutes, mode=mode)
    session.add(item)
    return recorded(session, course, item, "item_added", by=by, at=at)


def edit_item(session: Database, course: Course, item: SubjectItem, *, seen=None, by, at, **values):
    """`values`: title, number, minutes, mode. Raises MinutesInUse, NumberTaken, ChangedMeanwhile."""
    begin(session, course, seen, at if differs(item, values, "minutes") else None)
    if differs(item, values, "number"):
        free_number(session, SubjectItem, SubjectItem.subject_id == item.subject_id, values["number"])
    return changed(session, course, item, values, "item_edited", by=by, at=at)


def remove_item(session: Database, course: Course, item: SubjectItem, *, by, at):
    """Raises MinutesInUse, ItemTaught."""
    begin(session, course, None, at)
    refuse_taught(session, [item.id])
    gone = history.Change(f"item {item.number}", readable(item.title), None)
    session.delete(item)
    touch(session, course, "item_removed", changes=[gone], by=by, at=at)
    session.expire(course, ["subjects"])


def begin(session, course, seen, at):
    """Hold the course; with `at`, refuse what would change minutes that others rely on."""
    hold_as_seen(session, course, seen)
    if at is not None and (codes := dependants(session, course, at)):
        raise MinutesInUse(codes=", ".join(codes))


def differs(row, values, *names):
    return any(name in values and values[name] != getattr(row, name) for name in names)


def recorded(session, course, row, what, *, by, at):
    added = history.Change(f"{row.__tablename__} {row.number}", None, readable(row.title))
    touch(session, course, what, changes=[added], by=by, at=at)
    session.expire(course, ["subjects"])
    return row


def changed(session, course, row, values, what, *, by, at):
    differing = {name: new for name, new in values.items() if getattr(row, name) != new}
    changes = [
        history.Change(f"{row.__tablename__} {row.number}.{name}", readable(getattr(row, name)), readable(new))
        for name, new in differing.items()
    ]
    for name, new in differing.items():
        setattr(row, name, new)
    return touch(session, course, what, changes=changes, by=by, at=at) if changes else None


def refuse_distance(minutes, max_distance_minutes):
    if max_distance_minutes > minutes:
        raise DistanceAboveMinutes


def free_number(session, table, within, number):
    if number is None:
        return (session.scalar(select(func.max(table.number)).where(within)) or 0) + 1
    if session.scalar(select(func.count()).where(within, table.number == number)):
        raise NumberTaken
    return number


def refuse_taught(session, item_ids):
    query = select(Cohort.code).join(Session, Session.cohort_id == Cohort.id)
    query = query.join(SessionPart, SessionPart.session_id == Session.id).where(SessionPart.item_id.in_(item_ids))
    if codes := session.scalars(query.distinct().order_by(Cohort.code)).all():
        raise ItemTaught(codes=", ".join(codes))
