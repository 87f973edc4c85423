"""The guest seats that people have in sessions of other cohorts, and for what they come there."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from ....catalogue.models import Cohort, Place, Session, SessionPart
from ....database import LocalizedText
from ....enrolment.models import Guest, GuestPart
from ...models import Attendance
from ...rules.feasible import Stay
from .stays import announced, where


@dataclass(frozen=True)
class Booked:
    """A guest seat that was not given back. `minutes`: {item id: what is still to come or to be recorded}."""

    guest_id: int
    session_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    place_id: int | None
    place: LocalizedText | None
    minutes: dict[int, int] = field(default_factory=dict)

    @property
    def stay(self):
        return Stay(self.starts_at, self.ends_at, where(self.online, self.place_id), self.session_id)


RECORDED = (
    select(Attendance.id)
    .where(Attendance.enrolment_id == Guest.enrolment_id, Attendance.part_id == SessionPart.id)
    .exists()
)
BOOKED = (
    select(
        Guest.enrolment_id,
        Guest.id,
        Session.id.label("session_id"),
        Cohort.code,
        Session.starts_at,
        Session.ends_at,
        Session.online,
        Session.room,
        Cohort.place_id,
        Place.name.label("place"),
        SessionPart.item_id,
        SessionPart.minutes,
    )
    .join(Session, Session.id == Guest.session_id)
    .join(Cohort, Cohort.id == Session.cohort_id)
    .join(GuestPart, GuestPart.guest_id == Guest.id)
    .join(SessionPart, SessionPart.id == GuestPart.part_id)
    .outerjoin(Place, Place.id == Cohort.place_id)
    .where(Guest.ended_at.is_(None), ~RECORDED)
    .order_by(Session.starts_at, Guest.id)
)


def booked_of(session, ids, at) -> dict[int, list[Booked]]:
    """{enrolment id: its guest seats of which something is still to come, or to be recorded}."""
    seen: dict[int, Booked] = {}
    found: dict[int, list[Booked]] = defaultdict(list)
    for row in session.execute(BOOKED.where(Guest.enrolment_id.in_(ids))):
        if row.id not in seen:
            guest: tuple = row[1:10]
            seen[row.id] = Booked(*guest)
            found[row.enrolment_id].append(seen[row.id])
        kept = seen[row.id].minutes
        kept[row.item_id] = kept.get(row.item_id, 0) + row.minutes
    return found


def coming_of(session, enrolment_id, *, at) -> list[Booked]:
    """Those of one enrolment to which they did not say that they cannot come."""
    found = booked_of(session, [enrolment_id], at)[enrolment_id]
    away = announced(session, [enrolment_id])[enrolment_id] if found else set()
    return [one for one in found if one.session_id not in away]


def coming_to(session, enrolment_id, session_id) -> Guest | None:
    """The guest seat that this person has there."""
    query = select(Guest).where(Guest.enrolment_id == enrolment_id, Guest.session_id == session_id)
    return session.scalars(query.where(Guest.ended_at.is_(None))).first()
