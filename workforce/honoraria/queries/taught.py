"""What everybody taught, from the engagements of sessions that are over and whose roll call was closed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ... import clock
from ...attendance.models import RollCall
from ...catalogue.models import Session, SessionPart
from ...people.models import Account, Person
from ...scheduling.models import Assignment, Duty, Engagement
from ...scheduling.queries.engagements import sittings
from ...scheduling.rules.days import Busy
from ..models import FareNote
from ..rules.paying import Taught

record = aliased(Person)
NOW = func.coalesce(record.merged_into_id, record.id)


@dataclass(frozen=True)
class Sitting:
    """A session that is over, of one who teaches. `is_held`: its roll call is closed, so it counts."""

    person_id: int
    busy: Busy
    taught: Taught
    is_held: bool


def taught(
    session, begins: date, ends: date, *, at: datetime, person_ids: Collection[int] | None = None
) -> list[Sitting]:
    """Of all who teach, or of these, from day `begins` until before day `ends`, earliest first; only what is over."""
    query = sittings(Engagement.person_id, RollCall.closed_at).join(Engagement, Engagement.session_id == Session.id)
    query = query.outerjoin(RollCall, RollCall.session_id == Engagement.session_id)
    query = query.where(Engagement.ends_at <= at)
    query = query.where(Engagement.begins_at >= midnight(begins), Engagement.begins_at < midnight(ends))
    if person_ids is not None:
        query = query.where(Engagement.person_id.in_(person_ids))
    rows = session.execute(query.order_by(Engagement.begins_at, Engagement.id)).all()
    ids = {row[0] for row in rows}
    parts, noted = parts_of(session, ids), fares(session, ids)
    return [
        Sitting(person_id, busy, said(busy, parts.get((person_id, busy.session_id)), noted, person_id), bool(closed))
        for *values, person_id, closed in rows
        for busy in [Busy(*values)]
    ]


def midnight(day: date) -> datetime:
    return clock.instant(day, time())


def said(busy: Busy, parts: dict | None, noted, person_id) -> Taught:
    """Who has no part is in charge of a session that teaches nothing: that counts as leading it."""
    minutes = {duty: sum(m for d, m in (parts or {}).values() if d is duty) for duty in Duty}
    lead = minutes[Duty.LEAD] if parts else busy.minutes
    fare = noted.get((person_id, busy.session_id))
    return Taught(
        session_id=busy.session_id,
        day=busy.day,
        lead=lead,
        assistant=minutes[Duty.ASSISTANT],
        length=busy.minutes,
        place_id=busy.place_id,
        fare=fare.yen if fare else 0,
        code=busy.code,
    )


def parts_of(session, session_ids) -> dict[tuple[int, int], dict[int, tuple[Duty, int]]]:
    """{(person, session): {part: (duty, minutes)}}; of two records of one person in one part, the lead counts."""
    query = select(NOW, SessionPart.session_id, SessionPart.id, Assignment.duty, SessionPart.minutes)
    query = query.select_from(Assignment).join(record, record.id == Assignment.person_id)
    query = query.join(SessionPart, SessionPart.id == Assignment.part_id)
    found: dict[tuple[int, int], dict[int, tuple[Duty, int]]] = defaultdict(dict)
    for person_id, session_id, part_id, duty, minutes in session.execute(
        query.where(SessionPart.session_id.in_(session_ids))
    ):
        own = found[person_id, session_id]
        if part_id not in own or duty is Duty.LEAD:
            own[part_id] = (duty, minutes)
    return found


@dataclass(frozen=True)
class Fare:
    yen: int
    by: str
    at: datetime


def fares(session, session_ids) -> dict[tuple[int, int], Fare]:
    """{(person, session): the last note}."""
    noter = aliased(Person)
    query = select(NOW, FareNote.session_id, FareNote.yen, noter, FareNote.at).select_from(FareNote)
    query = query.join(record, record.id == FareNote.person_id)
    query = query.join(Account, Account.id == FareNote.by_id).join(noter, noter.id == Account.person_id)
    query = query.where(FareNote.session_id.in_(session_ids)).order_by(FareNote.id)
    return {
        (person_id, session_id): Fare(yen, by.name, at) for person_id, session_id, yen, by, at in session.execute(query)
    }
