"""One search with its sessions and its people, as actions and pages need it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from ....catalogue.models import Cohort, Course, Place, Session, SessionPart, SubjectItem
from ....database import LocalizedText
from ....people.models import Account, Person, RoleGrant
from ....people.queries import contacts
from ....people.queries.contacts import Contact
from ....people.queries.persons import in_group
from ...models import Request, Search, SearchPart
from ...rules.requests import Standing

record, shown = aliased(Person), aliased(Person)
KEPT: ColumnElement[Any] = func.coalesce(record.merged_into_id, record.id)


@dataclass
class Sitting:
    """A session as far as it is asked about. `parts`: {id: what it teaches}."""

    id: int
    starts_at: datetime
    ends_at: datetime
    online: bool
    room: str
    place: LocalizedText | None
    parts: dict[int, LocalizedText] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One on the list. `person`: who that is now."""

    request: Request
    person: Person

    @property
    def standing(self) -> Standing:
        return self.request.standing


def search_of(session, request_id: int) -> int | None:
    return session.scalar(select(Request.search_id).where(Request.id == request_id))


def cohort_of(session, search_id: int) -> int | None:
    return session.scalar(select(Search.cohort_id).where(Search.id == search_id))


def anew(session, table, id: int):
    """The row as it stands now; None: it is gone."""
    return session.get(table, id, populate_existing=True)


def refresh(session, search_id: int):
    """The search and its list as they stand now."""
    session.get(Search, search_id, populate_existing=True)
    query = select(Request).where(Request.search_id == search_id)
    session.scalars(query.execution_options(populate_existing=True)).all()


def now(session, person_ids: Collection[int]) -> dict[int, int]:
    """{number: the one that counts now}"""
    query = select(record.id, KEPT).where(record.id.in_(person_ids))
    return {id: kept for id, kept in session.execute(query)}


def asked(session, search_ids: Collection[int]) -> dict[int, list[Asked]]:
    """Everybody on these lists, in their order."""
    found: dict[int, list[Asked]] = {id: [] for id in search_ids}
    query = select(Request, shown).join(record, record.id == Request.person_id).join(shown, shown.id == KEPT)
    query = query.where(Request.search_id.in_(search_ids)).order_by(Request.search_id, Request.position)
    for request, person in session.execute(query):
        found[request.search_id].append(Asked(request, person))
    return found


def sittings(session, search_ids: Collection[int]) -> dict[int, list[Sitting]]:
    """Their sessions, earliest first; one statement."""
    query = of_parts(SearchPart.search_id).join(SearchPart, SearchPart.part_id == SessionPart.id)
    query = query.where(SearchPart.search_id.in_(search_ids))
    return gathered({id: [] for id in search_ids}, session.execute(query))


def sittings_of(session, part_ids: Collection[int]) -> list[Sitting]:
    """The sessions of these parts, with these alone."""
    query = of_parts(SessionPart.id * 0).where(SessionPart.id.in_(part_ids))
    return gathered({0: []}, session.execute(query))[0]


def of_parts(key) -> Select:
    return (
        select(key, SessionPart.id, SubjectItem.title, Session.id, Session.starts_at, Session.ends_at)
        .add_columns(Session.online, Session.room, Place.name)
        .select_from(SessionPart)
        .join(SubjectItem, SubjectItem.id == SessionPart.item_id)
        .join(Session, Session.id == SessionPart.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .outerjoin(Place, Place.id == Cohort.place_id)
        .order_by(Session.starts_at, Session.id, SessionPart.position)
    )


def gathered(found: dict[int, list[Sitting]], rows) -> dict[int, list[Sitting]]:
    for key, part_id, title, id, *facts in rows:
        those = found[key]
        if not those or those[-1].id != id:
            those.append(Sitting(id, *facts))
        those[-1].parts[part_id] = title
    return found


def part_ids(sittings: Sequence[Sitting]) -> list[int]:
    return [id for one in sittings for id in one.parts]


@dataclass(frozen=True)
class About:
    """What a search is about."""

    code: str
    title: LocalizedText
    lead_id: int | None


def about(session, cohort_id: int) -> About:
    query = select(Cohort.code, Course.title, func.coalesce(Cohort.lead_id, Course.lead_id))
    return About(*session.execute(query.join(Course).where(Cohort.id == cohort_id)).one())


def reached(session, person_id: int) -> Contact:
    """Mail and telephone: those on file, else the address they sign in with."""
    mail, phone = contacts.on_file(session, person_id)
    if mail:
        return mail, phone
    query = select(Account.email).join(Person, Person.id == Account.person_id)
    query = query.where(in_group(Person, person_id), Account.closed_at.is_(None), Account.email.is_not(None))
    return session.scalar(query.order_by(Account.id.desc()).limit(1)), phone


def has_role(session, person_id: int, role) -> bool:
    query = select(Account.id).join(Person, Person.id == Account.person_id)
    holding = exists().where(RoleGrant.account_id == Account.id, RoleGrant.role == role, RoleGrant.ended_at.is_(None))
    return session.scalar(query.where(in_group(Person, person_id), Account.closed_at.is_(None), holding)) is not None
