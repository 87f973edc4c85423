"""Pairs of records that staff should look at, and merges that can still be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from ..models import DuplicateCandidate, Merge, Person, Verdict


@dataclass(frozen=True)
class Pair:
    """Two humans as they are now, the older record first. `agree_in`: kana, birth_date, mail, phone."""

    id: int
    first: Person
    second: Person
    agree_in: list[str]
    found_at: datetime


def open_pairs(session, *, after=0, limit=50) -> list[Pair]:
    """What nobody has decided yet, oldest first, paged by the id of the last pair."""
    query = pairs().where(DuplicateCandidate.id > after).order_by(DuplicateCandidate.id).limit(limit)
    return [Pair(*row) for row in session.execute(query)]


def open_pair(session, pair_id) -> Pair | None:
    row = session.execute(pairs().where(DuplicateCandidate.id == pair_id)).first()
    return Pair(*row) if row else None


def open_pairs_of(session, person_ids) -> list[Pair]:
    """The pairs that name one of these rows."""
    ids = list(person_ids)
    mine = or_(DuplicateCandidate.first_id.in_(ids), DuplicateCandidate.second_id.in_(ids))
    return [Pair(*row) for row in session.execute(pairs().where(mine).order_by(DuplicateCandidate.id))]


def count_open(session) -> int:
    return session.scalar(select(func.count()).select_from(pairs().subquery())) or 0


def between(session, some_ids, other_ids) -> list[DuplicateCandidate]:
    """Every candidate, whatever its verdict, that names one of these and one of those rows."""
    first, second = DuplicateCandidate.first_id, DuplicateCandidate.second_id
    some, others = list(some_ids), list(other_ids)
    across = or_(first.in_(some) & second.in_(others), first.in_(others) & second.in_(some))
    return list(session.scalars(select(DuplicateCandidate).where(across).order_by(DuplicateCandidate.id)))


def pairs():
    """Undecided pairs of two who are still two: a record merged since stands for whom it became, and counts once."""
    candidate, first, second = DuplicateCandidate, aliased(Person), aliased(Person)
    one = func.coalesce(first.merged_into_id, first.id)
    other = func.coalesce(second.merged_into_id, second.id)
    older, newer = case((one < other, one), else_=other), case((one < other, other), else_=one)
    turn = func.row_number().over(partition_by=(older, newer), order_by=candidate.id)
    found = (
        select(candidate.id, older.label("older"), newer.label("newer"), turn.label("turn"))
        .join(first, first.id == candidate.first_id)
        .join(second, second.id == candidate.second_id)
        .where(candidate.verdict == Verdict.OPEN, one != other)
        .subquery()
    )
    kept_older, kept_newer = aliased(Person), aliased(Person)
    return (
        select(candidate.id, kept_older, kept_newer, candidate.agree_in, candidate.found_at)
        .join(found, found.c.id == candidate.id)
        .join(kept_older, kept_older.id == found.c.older)
        .join(kept_newer, kept_newer.id == found.c.newer)
        .where(found.c.turn == 1)
    )


def merge(session, merge_id) -> Merge | None:
    return session.get(Merge, merge_id)


def merges_of(session, person_ids) -> list[Merge]:
    """Every merge of this human that was not taken back, newest first."""
    ids = list(person_ids)
    mine = or_(Merge.kept_id.in_(ids), Merge.absorbed_id.in_(ids))
    query = select(Merge).where(mine, Merge.undone_at.is_(None))
    return list(session.scalars(query.order_by(Merge.at.desc(), Merge.id.desc())))
