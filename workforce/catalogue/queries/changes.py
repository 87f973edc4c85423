"""Changes of sessions that nobody has decided about: shall people be told?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from ..models import SessionChange

Facts = dict[str, Any] | None


@dataclass(frozen=True)
class Difference:
    """What became of one session since people knew it: `old` None for one that is new, `new` None for one that is out.

    Facts: {"starts_at", "ends_at", "online", "room"} as JSON values; where the whole cohort is: {"place", "address",
    "online"}, with "place" for `uid`.
    """

    uid: str
    old: Facts
    new: Facts


def undecided(session, cohort_id: int) -> list[SessionChange]:
    found = select(SessionChange).where(SessionChange.cohort_id == cohort_id, SessionChange.decided_at.is_(None))
    return list(session.scalars(found.order_by(SessionChange.id)))


def merged(changes) -> list[Difference]:
    """From the first state of each session to its last; what was changed back is no difference. Earliest first."""
    first: dict[str, Facts] = {}
    last: dict[str, Facts] = {}
    for one in changes:
        first.setdefault(one.uid, one.old)
        last[one.uid] = one.new
    found = [Difference(uid, first[uid], last[uid]) for uid in first if first[uid] != last[uid]]
    return sorted(found, key=begins)


def begins(one: Difference) -> datetime:
    """What is about all sessions comes first."""
    starts = (one.new or one.old or {}).get("starts_at")
    return datetime.fromisoformat(starts) if starts else datetime.min.replace(tzinfo=UTC)
