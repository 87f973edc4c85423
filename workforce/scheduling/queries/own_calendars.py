"""The own calendars of those who teach, and when they say that somebody is busy."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock
from ...people.models import ContactKind, ContactPoint, Person
from ..models import Engagement, OwnBusy, OwnCalendar
from ..rules.spans import Span
from .instructors import is_instructor, mine

ABOUT = timedelta(hours=1)
"""What begins and ends so near to a lesson is that lesson, noted by hand."""


def of_person(session, person_id) -> list[OwnCalendar]:
    query = select(OwnCalendar).where(mine(OwnCalendar, person_id))
    return list(session.scalars(query.order_by(OwnCalendar.at, OwnCalendar.id)))


def one(session, person_id, id: int) -> OwnCalendar | None:
    return session.scalars(select(OwnCalendar).where(OwnCalendar.id == id, mine(OwnCalendar, person_id))).first()


def due(session, *, at: datetime) -> list[int]:
    """The ids of calendars that are to be asked for, the one that waits longest first; of who still teaches."""
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    query = select(OwnCalendar.id).join(row, row.id == OwnCalendar.person_id).join(Person, Person.id == kept)
    query = query.where(OwnCalendar.next_at <= at, is_instructor())
    return list(session.scalars(query.order_by(OwnCalendar.next_at, OwnCalendar.id)))


def mails(session, person_id) -> list[str]:
    """Under which their calendar may know them."""
    query = select(ContactPoint.value).where(mine(ContactPoint, person_id), ContactPoint.kind == ContactKind.MAIL)
    return list(session.scalars(query))


def busy(session, person_ids: Collection[int], *, after: date) -> dict[int, list[Span]]:
    """Of these people, who were not merged away, from the day `after` on, without the lessons themselves that they are
    engaged for; one statement, two where somebody gave a calendar.
    """
    row, since = aliased(Person), clock.instant(after, time.min)
    kept = func.coalesce(row.merged_into_id, row.id)
    query: Any = select(kept, OwnBusy.begins_at, OwnBusy.ends_at).join(
        OwnCalendar, OwnCalendar.id == OwnBusy.calendar_id
    )
    query = query.join(row, row.id == OwnCalendar.person_id).where(kept.in_(person_ids), OwnBusy.ends_at > since)
    found: dict[int, list[Span]] = {}
    for id, begins, ends in session.execute(query.order_by(OwnBusy.begins_at, OwnBusy.id)):
        found.setdefault(id, []).append(Span(begins, ends))
    return without_lessons(session, found, since) if found else found


def without_lessons(session, found: dict[int, list[Span]], since) -> dict[int, list[Span]]:
    query = select(Engagement.person_id, Engagement.begins_at, Engagement.ends_at)
    lessons: dict[int, list[Span]] = {}
    for id, begins, ends in session.execute(
        query.where(Engagement.person_id.in_(found), Engagement.ends_at > since).order_by(Engagement.begins_at)
    ):
        lessons.setdefault(id, []).append(Span(begins, ends))
    return {id: [one for one in spans if not is_lesson(one, lessons.get(id, ()))] for id, spans in found.items()}


def is_lesson(span: Span, lessons) -> bool:
    near = ((abs(span.begins_at - one.begins_at), abs(span.ends_at - one.ends_at)) for one in lessons)
    return any(max(pair) <= ABOUT for pair in near)
