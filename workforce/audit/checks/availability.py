"""What must be true of the time that those who teach say they have."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from ...people.models import Person
from ...scheduling.models import LessonFeed, OwnBusy, OwnCalendar, RatherNot, WeeklyHours
from ..registry import check


@check(_("Hours that somebody has on one day of their usual week are in order and do not overlap."))
def usual_hours_overlapping(session, _at):
    other = aliased(WeeklyHours)
    same_day = (other.pattern_id == WeeklyHours.pattern_id, other.weekday == WeeklyHours.weekday)
    meets = (other.begins < WeeklyHours.ends, WeeklyHours.begins < other.ends, other.id > WeeklyHours.id)
    query = select(WeeklyHours.id).join(other, same_day[0] & same_day[1])
    return session.scalars(query.where(*meets).order_by(WeeklyHours.id).distinct())


@check(_("Of own calendars only spans that do not overlap are kept, and none of somebody whose details were deleted."))
def own_calendars_nobody_should_have(session, _at):
    other, gone = aliased(OwnBusy), select(Person.id).where(Person.forgotten_at.is_not(None))
    meets = (OwnBusy.begins_at < other.ends_at, other.begins_at < OwnBusy.ends_at, other.id > OwnBusy.id)
    twice = select(OwnBusy.calendar_id).join(other, (other.calendar_id == OwnBusy.calendar_id) & meets[0] & meets[1])
    wrong = OwnCalendar.id.in_(twice.where(meets[2])) | OwnCalendar.person_id.in_(gone)
    return session.scalars(select(OwnCalendar.id).where(wrong).order_by(OwnCalendar.id))


@check(_("No calendar of lessons is open for somebody whose details were deleted, and nobody and nothing has two."))
def lesson_feeds_nobody_should_have(session, _at):
    other, gone = aliased(LessonFeed), select(Person.id).where(Person.forgotten_at.is_not(None))
    whose = ("person_id", "room_id", "cohort_id")
    same = or_(*(getattr(other, name) == getattr(LessonFeed, name) for name in whose))
    twice = exists().where(same, other.ended_at.is_(None), other.id > LessonFeed.id)
    query = select(LessonFeed.id).where(LessonFeed.ended_at.is_(None), LessonFeed.person_id.in_(gone) | twice)
    return session.scalars(query.order_by(LessonFeed.id))


@check(_("Nothing is kept of when somebody whose details were deleted would rather not teach."))
def wishes_nobody_should_have(session, _at):
    gone = select(Person.id).where(Person.forgotten_at.is_not(None))
    return session.scalars(select(RatherNot.id).where(RatherNot.person_id.in_(gone)).order_by(RatherNot.id))
