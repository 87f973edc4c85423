"""Those who teach: the list, one of them, and what each of them holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from ...access import Role
from ...catalogue.queries.paging import Order, Page, read_page
from ...people.models import Account, Person, RoleGrant
from ...people.queries.persons import in_group
from ..models import Engagement, Instructor, Licence, Practice

ORDER = Order((Person.sort_kana, Person.id))


def is_instructor() -> ColumnElement[bool]:
    """Whether a Person who was not merged away has the role, or a page of their own as somebody who teaches."""
    row = aliased(Person)
    same = or_(row.id == Person.id, row.merged_into_id == Person.id)
    has_role = exists().where(
        and_(Account.person_id == row.id, same, Account.closed_at.is_(None)),
        RoleGrant.account_id == Account.id,
        RoleGrant.role == Role.INSTRUCTOR,
        RoleGrant.ended_at.is_(None),
    )
    known = [exists().where(table.person_id == row.id, same) for table in (Instructor, Licence, Practice)]
    return and_(Person.merged_into_id.is_(None), Person.forgotten_at.is_(None), or_(has_role, *known))


def listed(session, *, after=None, before=None) -> Page:
    """One page by reading; the rows are people."""
    return read_page(session, select(Person).where(is_instructor()), ORDER, after=after, before=before)


def instructor(session, person_id) -> Person | None:
    """Who this is now, if they teach."""
    row = aliased(Person)
    query = select(Person).join(row, Person.id == func.coalesce(row.merged_into_id, row.id))
    return session.scalars(query.where(row.id == person_id, is_instructor())).first()


def mine(table, person_id):
    """Rows of this human, whichever of their records has them."""
    return table.person_id.in_(select(Person.id).where(in_group(Person, person_id)))


def profile(session, person_id) -> Instructor | None:
    """What is kept under who they are now goes before what a merged record brought."""
    query = select(Instructor).where(mine(Instructor, person_id)).options(joinedload(Instructor.operator))
    return session.scalars(query.order_by(Instructor.person_id != person_id, Instructor.id.desc())).first()


def profiles(session, person_ids: Collection[int]) -> dict[int, Instructor]:
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    query = select(kept, Instructor).join(row, row.id == Instructor.person_id).where(kept.in_(person_ids))
    query = query.options(joinedload(Instructor.operator)).order_by(Instructor.person_id == kept, Instructor.id)
    return {id: one for id, one in session.execute(query)}


def licences(session, person_id) -> list[Licence]:
    """The newest first, with who saw them."""
    return of_person(session, Licence, person_id, Licence.since)


def practices(session, person_id) -> list[Practice]:
    return of_person(session, Practice, person_id, Practice.from_on)


def of_person(session, table, person_id, by_day) -> list[Any]:
    seen = joinedload(table.seen_by).joinedload(Account.person)
    query = select(table).where(mine(table, person_id)).options(seen)
    return list(session.scalars(query.order_by(by_day.desc(), table.id.desc())))


def one_of(session, table, id: int):
    """A licence or a practice, with who saw it."""
    seen = joinedload(table.seen_by).joinedload(Account.person)
    return session.scalars(select(table).where(table.id == id).options(seen)).first()


@dataclass(frozen=True)
class Ahead:
    """What is still to come."""

    sessions: int = 0
    minutes: int = 0


def ahead(session, person_ids: Collection[int], *, at: datetime) -> dict[int, Ahead]:
    """Of each of them."""
    query = select(Engagement.person_id, Engagement.begins_at, Engagement.ends_at)
    query = query.where(Engagement.person_id.in_(person_ids), Engagement.begins_at > at)
    found = dict.fromkeys(person_ids, Ahead())
    for person_id, begins, ends in session.execute(query):
        one = found[person_id]
        found[person_id] = Ahead(one.sessions + 1, one.minutes + int((ends - begins).total_seconds()) // 60)
    return found
