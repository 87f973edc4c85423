"""The list of accounts: narrowed, sorted and paged by its address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, selectinload

from ...access import Role
from ..models import Account, Person, RoleGrant, SignIn
from ..rules.roles import INVITED
from ..rules.search_keys import search_key

ORDERS = {
    "name": (Person.sort_kana, Account.id),
    "mail": (func.coalesce(Account.email, ""), Account.id),
}


@dataclass(frozen=True)
class Filters:
    """`search`: the beginning of a mail address or any part of a name. Without `role`: whom the centre invited."""

    search: str = ""
    role: Role | None = None
    closed: bool = False


@dataclass(frozen=True)
class Listed:
    """`seen_at`: the last use of any browser, or None."""

    id: int
    email: str | None
    name: str
    roles: list[Role]
    has_second_factor: bool
    seen_at: datetime | None


@dataclass(frozen=True)
class Page:
    """`before`, `after`: the id of the account from which the neighbouring page begins, None where there is none."""

    rows: list[Listed]
    before: int | None
    after: int | None


def accounts(session, filters: Filters, *, sort="name", after=None, before=None, size=50) -> Page:
    """One page in two statements. `sort`: a key of ORDERS, with a minus for the other way round."""
    keys = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    is_back = before is not None
    is_falling = sort.startswith("-") != is_back
    query = listed(filters).order_by(*(key.desc() if is_falling else key for key in keys)).limit(size + 1)
    bound = before if is_back else after
    if bound is not None:
        key = select(*keys).join(Person, Person.id == Account.person_id).where(Account.id == bound)
        here = tuple_(*keys)
        query = query.where(here < key.scalar_subquery() if is_falling else here > key.scalar_subquery())
    found = [as_listed(*row) for row in session.execute(query)]
    rows, has_more = found[:size], len(found) > size
    if is_back:
        rows.reverse()
    has_before, has_after = (has_more, True) if is_back else (after is not None, has_more)
    return Page(rows, rows[0].id if rows and has_before else None, rows[-1].id if rows and has_after else None)


def listed(filters: Filters):
    last_seen = select(func.max(SignIn.seen_at)).where(SignIn.account_id == Account.id).scalar_subquery()
    query = (
        select(Account, last_seen)
        .options(contains_eager(Account.person), selectinload(Account.grants))
        .join(Account.person)
        .where(Account.id.in_(holding(filters)))
        .where(Account.closed_at.is_not(None) if filters.closed else Account.closed_at.is_(None))
    )
    return query.where(fits(filters.search)) if filters.search else query


def holding(filters: Filters):
    """Whoever holds one of the roles, or held it before the account was closed."""
    roles = [filters.role] if filters.role else list(INVITED)
    holds = select(RoleGrant.account_id).where(RoleGrant.role.in_(roles))
    return holds if filters.closed else holds.where(RoleGrant.ended_at.is_(None))


def fits(search):
    mail = Account.email.startswith(search.casefold(), autoescape=True)
    key = search_key(search)
    return or_(mail, Person.search_name.contains(key, autoescape=True)) if key else mail


def as_listed(account, seen_at) -> Listed:
    return Listed(
        id=account.id,
        email=account.email,
        name=account.person.name,
        roles=account.roles,
        has_second_factor=account.totp_secret is not None,
        seen_at=seen_at,
    )
