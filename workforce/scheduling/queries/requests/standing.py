"""Which searches concern some parts, and what somebody is asked for at the same time."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from ....catalogue.models import Session, SessionPart
from ....people.models import Person
from ...models import Assignment, Duty, Request, Search, SearchPart
from ...rules.days import Busy
from ...rules.requests import HAS, LIVE, OPEN
from ..engagements import sittings
from .records import KEPT, record

kept = aliased(Person)


def about_parts(session, part_ids: Collection[int], *, duty: Duty | None = None) -> list[Search]:
    """Searches that are not over and want any of these parts, the oldest first."""
    query = select(Search).where(
        Search.id.in_(select(SearchPart.search_id).where(SearchPart.part_id.in_(part_ids))), Search.ended_at.is_(None)
    )
    if duty:
        query = query.where(Search.duty == duty)
    return list(session.scalars(query.order_by(Search.id)))


def of_cohort(session, cohort_id: int) -> list[Search]:
    """Those that are not over."""
    query = select(Search).where(Search.cohort_id == cohort_id, Search.ended_at.is_(None))
    return list(session.scalars(query.order_by(Search.id)))


class AskedThen(NamedTuple):
    """Somebody is asked for a session, and has not answered."""

    person_id: int
    busy: Busy


def asked_then(
    session, person_ids: Collection[int], *, begins: datetime, ends: datetime, but: int | None = None
) -> list[AskedThen]:
    """What each of these people (as they are now) is asked for that overlaps; `but`: not by this search."""
    query = (
        sittings(KEPT)
        .join(SessionPart, SessionPart.session_id == Session.id)
        .join(SearchPart, SearchPart.part_id == SessionPart.id)
        .join(Search, Search.id == SearchPart.search_id)
        .join(Request, Request.search_id == Search.id)
        .join(record, record.id == Request.person_id)
        .where(KEPT.in_(person_ids), Request.standing.in_(OPEN), Search.ended_at.is_(None))
        .where(Session.starts_at < ends, Session.ends_at > begins)
        .order_by(Session.starts_at, Session.id)
    )
    if but is not None:
        query = query.where(Search.id != but)
    return [AskedThen(person_id, Busy(*row)) for *row, person_id in session.execute(query)]


def live_of(session, search_ids: Collection[int]) -> set[int]:
    """Those of these searches in which somebody is asked, or has the post."""
    query = select(Request.search_id).where(Request.search_id.in_(search_ids), Request.standing.in_(LIVE))
    return set(session.scalars(query))


def held_by(session, person_id: int, part_ids: Collection[int]) -> list[tuple[Search, Request]]:
    """By which searches this person has any of these parts."""
    query = (
        select(Search, Request)
        .join(Request, Request.search_id == Search.id)
        .join(record, record.id == Request.person_id)
        .where(KEPT.in_([person_id]), Request.standing.in_(HAS), Search.ended_at.is_(None))
        .where(Search.id.in_(select(SearchPart.search_id).where(SearchPart.part_id.in_(part_ids))))
    )
    return [(search, request) for search, request in session.execute(query.order_by(Search.id))]


def leads(session, part_ids: Collection[int]) -> list[tuple[int, str]]:
    """(part, name) of whoever leads any of these."""
    query = (
        select(Assignment.part_id, kept.family_name, kept.given_name)
        .join(record, record.id == Assignment.person_id)
        .join(kept, kept.id == KEPT)
        .where(Assignment.part_id.in_(part_ids), Assignment.duty == Duty.LEAD)
    )
    return [(part_id, f"{family} {given}".strip()) for part_id, family, given in session.execute(query)]


def beside(session, session_ids: Collection[int], *, but: int) -> dict[int, set[int]]:
    """{person as they are now: the sessions of these in which they teach too}, without the person `but`."""
    query = select(KEPT, SessionPart.session_id).select_from(Assignment)
    query = query.join(record, record.id == Assignment.person_id)
    query = query.join(SessionPart, SessionPart.id == Assignment.part_id)
    found: dict[int, set[int]] = {}
    for person_id, session_id in session.execute(
        query.where(SessionPart.session_id.in_(session_ids), KEPT.not_in([but]))
    ):
        found.setdefault(person_id, set()).add(session_id)
    return found
