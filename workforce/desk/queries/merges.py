"""Pairs to decide about, and merges that can still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, select
from sqlalchemy.orm import aliased

from ...catalogue.queries.paging import Order, Page, read_page
from ...people.actions.merging import UNDO_WITHIN
from ...people.models import Account, DuplicateCandidate, Merge, Person
from ...people.queries import duplicates

PAGE = 25
SIGNS = ("kana", "birth_date", "mail", "phone")
ORDERS = {"oldest": Order((DuplicateCandidate.id,)), "newest": Order((DuplicateCandidate.id,), falling=True)}


def open_pairs(session, *, sign=None, sort="oldest", after=None, before=None) -> Page:
    """people.queries.duplicates.Pair rows; `sign` is one of SIGNS that must agree, `sort` a key of ORDERS."""
    query = duplicates.pairs()
    if sign in SIGNS:
        query = query.where(cast(DuplicateCandidate.agree_in, String).contains(f'"{sign}"'))
    return read_page(session, query, ORDERS[sort], after=after, before=before, size=PAGE, made=duplicates.Pair)


@dataclass(frozen=True)
class Undoable:
    id: int
    at: datetime
    reason: str
    kept_id: int
    kept: str
    absorbed: str
    by: str | None


def undoable(session, *, at) -> list[Undoable]:
    """Merges of the last 30 days that were not taken back, the newest first."""
    kept, absorbed, clerk = aliased(Person), aliased(Person), aliased(Person)
    query = (
        select(Merge, kept, absorbed, clerk)
        .join(kept, kept.id == Merge.kept_id)
        .join(absorbed, absorbed.id == Merge.absorbed_id)
        .outerjoin(Account, Account.id == Merge.by_id)
        .outerjoin(clerk, clerk.id == Account.person_id)
        .where(Merge.undone_at.is_(None), Merge.at > at - UNDO_WITHIN)
        .order_by(Merge.at.desc(), Merge.id.desc())
        .limit(100)
    )
    return [
        Undoable(merge.id, merge.at, merge.reason, kept.id, kept.name, absorbed.name, clerk.name if clerk else None)
        for merge, kept, absorbed, clerk in session.execute(query)
    ]
