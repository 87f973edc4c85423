"""What happened to some rows, told for staff: who did it, from what to what, why, and the values that changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from ...history import Entry, Value
from ..models import Account, Person

AT_MOST = 300


@dataclass(frozen=True)
class Told:
    """One entry. `who` is None for the person themselves or the clock. `changes`: [(field, old, new)]."""

    id: int
    subject: str
    subject_id: int
    what: str
    from_state: str | None
    to_state: str | None
    reason: str | None
    at: datetime
    request_id: str | None
    who: str | None
    changes: list[tuple[str, str | None, str | None]] = field(default_factory=list)


def of_rows(session, subjects: Mapping[str, list[int] | Select]) -> list[Told]:
    """The newest entries of these rows ({"enrolment": [7]}, or a select of ids), newest first, in one statement."""
    there = {name: ids for name, ids in subjects.items() if isinstance(ids, Select) or ids}
    wanted = [and_(Entry.subject == name, Entry.subject_id.in_(ids)) for name, ids in there.items()]
    return told(session, select(Entry.id).where(or_(*wanted))) if wanted else []


def told(session, ids, *, at_most: int | None = AT_MOST) -> list[Told]:
    """The newest `at_most` (None: all) of the entries that `ids` (a select of Entry.id) chooses, newest first."""
    chosen = ids.order_by(Entry.at.desc(), Entry.id.desc()).limit(at_most).subquery()
    query = (
        select(Entry, Person.family_name, Person.given_name, Value.field, Value.old, Value.new)
        .join(chosen, chosen.c.id == Entry.id)
        .outerjoin(Account, Account.id == Entry.by_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(Value, Value.entry_id == Entry.id)
        .order_by(Entry.at.desc(), Entry.id.desc(), Value.id)
    )
    found: dict[int, Told] = {}
    for entry, family, given, name, old, new in session.execute(query):
        one = found.setdefault(entry.id, one_of(entry, family, given))
        if name:
            one.changes.append((name, old, new))
    return list(found.values())


def one_of(entry, family, given) -> Told:
    who = f"{family} {given}".strip() if entry.by_id else None
    return Told(
        entry.id,
        entry.subject,
        entry.subject_id,
        entry.what,
        entry.from_state,
        entry.to_state,
        entry.reason,
        entry.at,
        entry.request_id,
        who,
    )
