"""Of which rank whoever teaches is on a day, and who is paid."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from ...people.models import Person
from ..models import FeeFact


def facts(session, person_ids: Collection[int]) -> dict[int, list[FeeFact]]:
    """Of each of these people, who they are now, the newest first."""
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    query = select(kept, FeeFact).join(row, row.id == FeeFact.person_id).where(kept.in_(person_ids))
    query = query.options(joinedload(FeeFact.operator)).order_by(FeeFact.since.desc(), FeeFact.id.desc())
    found: dict[int, list[FeeFact]] = defaultdict(list)
    for person_id, fact in session.execute(query):
        found[person_id].append(fact)
    return found


def on(facts: list[FeeFact], day: date) -> FeeFact | None:
    """Which of them, newest first, counts on this day."""
    return next((fact for fact in facts if fact.since <= day), None)
