"""Searches as pages show them: to whoever is asked, and to staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select

from ....catalogue.models import Cohort, Course, Session, SessionPart
from ....database import LocalizedText
from ....people.models import Person
from ...models import Request, Search, SearchPart
from ...rules.requests import HAS, LIVE, OPEN, Standing
from .records import KEPT, Asked, Sitting, asked, record, sittings

AT_MOST = 200


@dataclass(frozen=True)
class Shown:
    """A search with its sessions, earliest first, and everybody on its list."""

    search: Search
    code: str
    title: LocalizedText
    sittings: list[Sitting]
    asked: list[Asked]

    @property
    def live(self) -> Asked | None:
        return next((one for one in self.asked if one.standing in LIVE), None)

    @property
    def begins_at(self) -> datetime | None:
        return self.sittings[0].starts_at if self.sittings else None

    @property
    def ends_at(self) -> datetime | None:
        return self.sittings[-1].ends_at if self.sittings else None

    @property
    def part_ids(self) -> list[int]:
        return [id for one in self.sittings for id in one.parts]

    @property
    def is_stuck(self) -> bool:
        """Nobody is asked, and nobody is left."""
        return self.search.ended_at is None and self.live is None

    def coming(self, at: datetime) -> list[Sitting]:
        return [one for one in self.sittings if one.starts_at > at]

    def can_answer(self, one: Asked, at: datetime) -> bool:
        """Whether a yes of theirs would count now."""
        if self.search.ended_at or self.begins_at is None or self.begins_at <= at:
            return False
        return one.standing in OPEN or (one.standing is Standing.LAPSED and self.live is None)


def of_request(session, request_id: int) -> tuple[Shown, Asked] | None:
    query = select(Request.search_id).where(Request.id == request_id)
    found = shown(session, session.scalars(query).all())
    return next(((one, each) for one in found for each in one.asked if each.request.id == request_id), None)


def one(session, search_id: int) -> Shown | None:
    return next(iter(shown(session, [search_id])), None)


def shown(session, search_ids: Iterable[int]) -> list[Shown]:
    """The newest first; three statements."""
    ids = list(search_ids)
    if not ids:
        return []
    query = select(Search, Cohort.code, Course.title).join(Cohort, Cohort.id == Search.cohort_id)
    query = query.join(Course, Course.id == Cohort.course_id).where(Search.id.in_(ids)).order_by(Search.id.desc())
    rows = session.execute(query).all()
    days, lists = sittings(session, ids), asked(session, ids)
    return [Shown(search, code, title, days[search.id], lists[search.id]) for search, code, title in rows]


def listed(session, *, at: datetime, cohort_id: int | None = None) -> list[Shown]:
    """Of those that are to come, and those that ended within a week, the newest."""
    coming = (
        exists()
        .where(SearchPart.search_id == Search.id, SessionPart.id == SearchPart.part_id)
        .where(Session.id == SessionPart.session_id, Session.ends_at > at)
    )
    query = select(Search.id).where(or_(coming, Search.ended_at > at))
    if cohort_id is not None:
        query = select(Search.id).where(Search.cohort_id == cohort_id)
    return shown(session, session.scalars(query.order_by(Search.id.desc()).limit(AT_MOST)).all())


def of_person(session, person_id: int, *, at: datetime) -> list[tuple[Shown, Asked]]:
    """What this human was asked for that is still to come, by its first session."""
    query = select(Request.search_id).join(record, record.id == Request.person_id)
    query = query.where(KEPT.in_([person_id]), Request.asked_at.is_not(None))
    query = query.order_by(Request.id.desc()).limit(AT_MOST)
    found = [
        (each, theirs)
        for each in shown(session, session.scalars(query).all())
        for theirs in each.asked
        if theirs.person.id == person_id and each.ends_at and each.ends_at > at and theirs.request.asked_at
    ]
    return sorted(found, key=lambda pair: (pair[0].begins_at, pair[1].request.id))


def waiting_for(session, person_id: int, *, at: datetime) -> int:
    """How many answers this human still owes."""
    query = (
        select(func.count(Request.id))
        .join(record, record.id == Request.person_id)
        .join(Search, Search.id == Request.search_id)
        .where(KEPT.in_([person_id]), Request.standing == Standing.ASKED, Request.until > at, Search.ended_at.is_(None))
    )
    return session.scalar(query)


def asked_for(session, cohort_id: int) -> dict[int, tuple[int, str, Standing]]:
    """{part: (search, name, where it stands)} of who is asked, or waits for staff, in this cohort."""
    query = (
        select(SearchPart.part_id, Search.id, Person.family_name, Person.given_name, Request.standing)
        .select_from(Request)
        .join(Search, Search.id == Request.search_id)
        .join(SearchPart, SearchPart.search_id == Search.id)
        .join(record, record.id == Request.person_id)
        .join(Person, Person.id == KEPT)
        .where(Search.cohort_id == cohort_id, Search.ended_at.is_(None))
        .where(Request.standing.in_([*OPEN, *(HAS - {Standing.CONFIRMED})]))
    )
    return {
        part_id: (search_id, f"{family} {given}".strip(), standing)
        for part_id, search_id, family, given, standing in session.execute(query.order_by(Search.id))
    }


def language_of(session, request_id: int) -> str | None:
    """In which whoever is asked reads."""
    query = select(Person.language).join(record, Person.id == KEPT).join(Request, Request.person_id == record.id)
    return session.scalar(query.where(Request.id == request_id))
