"""History as the auditor reads it: by day, by whom, by what."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from ... import clock
from ...access import STAFF_ROLES
from ...catalogue.queries.paging import Order, Page, read_page
from ...enrolment.models import Enrolment
from ...history import Entry
from ...people.models import Account, Person, RoleGrant
from ...people.queries import timeline

PAGE = 50
ORDERS = {"newest": Order((Entry.at, Entry.id), falling=True), "oldest": Order((Entry.at, Entry.id))}


@dataclass(frozen=True)
class Filters:
    """`day`: by the clock at the centre. `by_id`: the account. `what` and `subject` as history writes them."""

    day: date | None = None
    by_id: int | None = None
    subject: str = ""
    what: str = ""

    @property
    def count(self):
        return sum(bool(value) for value in (self.day, self.by_id, self.subject, self.what))


def page_of(session, filters: Filters, *, sort="newest", after=None, before=None) -> Page:
    """Rows are people.queries.timeline.Told, in two statements; `sort` is a key of ORDERS."""
    query = select(Entry.id).where(*conditions(filters))
    chosen = read_page(session, query, ORDERS[sort], after=after, before=before, size=PAGE)
    told = timeline.told(session, select(Entry.id).where(Entry.id.in_(chosen.rows))) if chosen.rows else []
    return Page(told if sort == "newest" else told[::-1], chosen.before, chosen.after)


def conditions(filters: Filters):
    if filters.day:
        yield Entry.at >= clock.instant(filters.day, time.min)
        yield Entry.at < clock.instant(filters.day + timedelta(days=1), time.min)
    for column, value in ((Entry.by_id, filters.by_id), (Entry.subject, filters.subject), (Entry.what, filters.what)):
        if value:
            yield column == value


def actors(session) -> list[tuple[int, str]]:
    """(account id, name) of everybody who holds or held a staff role."""
    query = (
        select(Account.id, Person.family_name, Person.given_name)
        .join(Person, Person.id == Account.person_id)
        .where(Account.id.in_(select(RoleGrant.account_id).where(RoleGrant.role.in_(STAFF_ROLES))))
        .order_by(Person.sort_kana, Account.id)
    )
    return [(row.id, f"{row.family_name} {row.given_name}".strip()) for row in session.execute(query)]


def receipts_of(session, enrolment_ids) -> dict[int, str]:
    """Where the entries about enrolments lead."""
    query = select(Enrolment.id, Enrolment.receipt).where(Enrolment.id.in_(enrolment_ids))
    return {row.id: row.receipt for row in session.execute(query)} if enrolment_ids else {}
