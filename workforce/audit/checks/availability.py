"""What must be true of the time that those who teach say they have."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from ...scheduling.models import WeeklyHours
from ..registry import check


@check(_("Hours that somebody has on one day of their usual week are in order and do not overlap."))
def usual_hours_overlapping(session, _at):
    other = aliased(WeeklyHours)
    same_day = (other.pattern_id == WeeklyHours.pattern_id, other.weekday == WeeklyHours.weekday)
    meets = (other.begins < WeeklyHours.ends, WeeklyHours.begins < other.ends, other.id > WeeklyHours.id)
    query = select(WeeklyHours.id).join(other, same_day[0] & same_day[1])
    return session.scalars(query.where(*meets).order_by(WeeklyHours.id).distinct())
