"""Rules that differ by place: which count, which did, which will."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ... import clock, policies
from ...people.models import Account, Person


@dataclass(frozen=True)
class Version:
    """One rule in force from a day on. `from_day`, `set_at` and `who` are None for what we ship; `stands`: now, later
    or before.
    """

    rule: Any
    source: str
    stands: str
    from_day: date | None = None
    set_at: datetime | None = None
    who: str | None = None


def versions(session, *, at) -> list[tuple[policies.Kind, list[Version]]]:
    """Of every kind, the one that begins last first; two statements."""
    rows = policies.rows(session)
    names = who_set(session, {row.set_by_id for row in rows})
    return [
        (kind, of_kind(kind, [row for row in rows if row.kind == kind.name], names, clock.today(at)))
        for kind in policies.KINDS.values()
    ]


def of_kind(kind, rows, names, today) -> list[Version]:
    current = next((row for row in rows if row.from_day <= today), None)
    found = [
        Version(
            kind.read(row.values),
            row.source,
            stands(row, current, today),
            row.from_day,
            row.set_at,
            names.get(row.set_by_id),
        )
        for row in rows
    ]
    return [*found, Version(kind.read(kind.shipped), kind.source, "before" if current else "now")]


def stands(row, current, today):
    if row is current:
        return "now"
    return "later" if row.from_day > today else "before"


def who_set(session, ids) -> dict[int | None, str]:
    query = select(Account.id, Person.family_name, Person.given_name).join(Person, Person.id == Account.person_id)
    found = session.execute(query.where(Account.id.in_([id for id in ids if id])))
    return {account_id: f"{family} {given}".strip() for account_id, family, given in found}
