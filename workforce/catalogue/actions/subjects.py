"""The tree of a course: subjects and their items in minutes.

Published cohorts that are not over were planned with these minutes: while there are any, only texts may change. So it
is for good once anybody's hours are recorded.
"""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ... import history
from ...refusals import Refused
from ..models import Cohort, Course, Mode, Session, SessionPart, Subject, SubjectItem
from ..rules.moves import NotNow
from . import following
from .changing import hold_as_seen, readable, touch
from .courses import dependants, read_again


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
    course = begin(session, course, None, at)
    refuse_distance(minutes, max_distance_minutes)
    subject = Subject(
        number=free_number(course.subjects, number),
        title=title,
        minutes=minutes,
        max_distance_minutes=max_distance_minutes,
        source=source,
        items=[],
    )
    course.subjects.append(subject)
    return recorded(session, course, subject, "subject_added", by=by, at=at)


def edit_subject(session: Database, course: Course, subject: Subject, *, seen=None, by, at, **values):
    """`values`: title, number, minutes, max_distance_minutes, source. Raises as add_subject, and ChangedMeanwhile."""
    planned = differs(subject, values, "minutes", "max_distance_minutes")
    course = begin(session, course, seen, at if planned else None)
    distance = values.get("max_distance_minutes", subject.max_distance_minutes)
    refuse_distance(values.get("minutes", subject.minutes), distance)
    if differs(subject, values, "number"):
        free_number(course.subjects, values["number"])
    return changed(session, course, own(course.subjects, subject), values, "subject_edited", by=by, at=at)


def remove_subject(session: Database, course: Course, subject: Subject, *, by, at):
    """With its items. Raises MinutesInUse, ItemTaught."""
    course = begin(session, course, None, at)
    gone = history.Change(f"subject {own(course.subjects, subject).number}", readable(subject.title), None)
    refuse_taught(session, [item.id for item in subject.items])
    course.subjects.remove(subject)
    touch(session, course, "subject_removed", changes=[gone], by=by, at=at)


def add_item(
    session: Database, course: Course, subject: Subject, *, title, minutes: int, mode: Mode, number=None, by, at
) -> SubjectItem:
    """Raises MinutesInUse, NumberTaken."""
    course = begin(session, course, None, at)
    items = own(course.subjects, subject).items
    item = SubjectItem(number=free_number(items, number), title=title, minutes=minutes, mode=mode)
    items.append(item)
    return recorded(session, course, item, "item_added", by=by, at=at)


def edit_item(session: Database, course: Course, item: SubjectItem, *, seen=None, by, at, **values):
    """`values`: title, number, minutes, mode. Raises MinutesInUse, NumberTaken, ChangedMeanwhile."""
    course = begin(session, course, seen, at if differs(item, values, "minutes") else None)
    items = siblings(course, item)
    if differs(item, values, "number"):
        free_number(items, values["number"])
    return changed(session, course, item, values, "item_edited", by=by, at=at)


def remove_item(session: Database, course: Course, item: SubjectItem, *, by, at):
    """Raises MinutesInUse, ItemTaught."""
    course = begin(session, course, None, at)
    items = siblings(course, item)
    refuse_taught(session, [item.id])
    items.remove(item)
    gone = history.Change(f"item {item.number}", readable(item.title), None)
    touch(session, course, "item_removed", changes=[gone], by=by, at=at)


def begin(session, course, seen, at):
    """The course held and read again; with `at`, what would change minutes that others rely on is refused.

    Raises ChangedMeanwhile, MinutesInUse, and what `following` says.
    """
    hold_as_seen(session, course, seen)
    if at is not None and (codes := dependants(session, course, at)):
        raise MinutesInUse(codes=list(codes))
    if at is not None:
        following.ask_minutes(session, course)
    return read_again(session, course)


def own(rows, row):
    """`row`, if it is still there. Raises NotNow."""
    if row not in rows:
        raise NotNow
    return row


def siblings(course, item):
    return next((subject.items for subject in course.subjects if item in subject.items), None) or own([], item)


def differs(row, values, *names):
    return any(name in values and values[name] != getattr(row, name) for name in names)


def recorded(session, course, row, what, *, by, at):
    added = history.Change(f"{row.__tablename__} {row.number}", None, readable(row.title))
    touch(session, course, what, changes=[added], by=by, at=at)
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


def free_number(rows, number):
    if number is None:
        return max((row.number for row in rows), default=0) + 1
    if any(row.number == number for row in rows):
        raise NumberTaken
    return number


def refuse_taught(session, item_ids):
    query = select(Cohort.code).join(Session, Session.cohort_id == Cohort.id)
    query = query.join(SessionPart, SessionPart.session_id == Session.id).where(SessionPart.item_id.in_(item_ids))
    if codes := session.scalars(query.distinct().order_by(Cohort.code)).all():
        raise ItemTaught(codes=list(codes))
