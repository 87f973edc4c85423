"""The sessions of one day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from ... import clock
from ...catalogue.models import Cohort, CohortState, Course, Place, Session
from ...database import LocalizedText


@dataclass(frozen=True)
class Sitting:
    starts_at: datetime
    ends_at: datetime
    room: str
    code: str
    title: LocalizedText
    place: LocalizedText | None


def sessions_on(session, day: date) -> list[Sitting]:
    """By the clock on the centre's wall, earliest first."""
    begins, ends = (clock.instant(each, time.min) for each in (day, day + timedelta(days=1)))
    query = (
        select(Session.starts_at, Session.ends_at, Session.room, Cohort.code, Course.title, Place.name)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(Place, Place.id == Cohort.place_id)
        .where(Session.starts_at >= begins, Session.starts_at < ends, Cohort.state == CohortState.PUBLISHED)
        .order_by(Session.starts_at, Session.id)
    )
    return [Sitting(*row) for row in session.execute(query)]
