"""Sessions across cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from ... import clock
from ..models import Cohort, CohortState, Session


@dataclass(frozen=True)
class Sitting:
    """A session of another cohort."""

    code: str
    starts_at: datetime
    ends_at: datetime
    room: str


def at_same_place(database: Database, cohort: Cohort, days: Sequence[date], *, room: str | None = "") -> list[Sitting]:
    """Sessions in person of other cohorts at this cohort's place between the first and last of `days`.

    With a `room`, only those in the same room or in none that is known.
    """
    if not days or cohort.place_id is None:
        return []
    first = clock.instant(min(days), time())
    last = clock.instant(max(days) + timedelta(days=1), time())
    query = select(Cohort.code, Session.starts_at, Session.ends_at, Session.room).join(
        Session, Session.cohort_id == Cohort.id
    )
    query = query.where(
        Cohort.place_id == cohort.place_id,
        Cohort.id != cohort.id,
        Cohort.state != CohortState.CANCELLED,
        Session.online.is_(False),
        Session.starts_at < last,
        Session.ends_at > first,
    )
    if room:
        query = query.where(Session.room.in_(("", room)))
    return [Sitting(*row) for row in database.execute(query.order_by(Session.starts_at))]
