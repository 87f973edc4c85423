"""Seats that people of other cohorts have in single sessions, as a column of a statement about cohorts."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select

from ...catalogue.models import Cohort, Session
from ...database import UTCDateTime
from ..models import Guest

EVER = datetime.min.replace(tzinfo=UTC)


def most_guests(after):
    """Of the sessions of a cohort that end after `after`, the guests in the one with most. So many of its seats are
    taken: whoever enrols needs one in every session.
    """
    return func.coalesce(
        select(func.count())
        .select_from(Guest)
        .join(Session, Session.id == Guest.session_id)
        .where(Guest.cohort_id == Cohort.id, Guest.ended_at.is_(None), Session.ends_at > after)
        .group_by(Guest.session_id)
        .order_by(func.count().desc())
        .limit(1)
        .correlate(Cohort)
        .scalar_subquery(),
        0,
    )


GUESTS = most_guests(EVER)
"""Of cohorts that have not begun, whose sessions are all to come."""

COMING_GUESTS = most_guests(bindparam("after", type_=UTCDateTime()))
