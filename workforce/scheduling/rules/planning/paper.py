"""A plan as it is kept: plain values for a JSON column."""

from datetime import UTC, datetime
from typing import Any

from .instance import Duty, Plan, Teaching


def written(plan: Plan) -> dict[str, Any]:
    """The same plan is always written the same way."""
    return {
        "teaching": [[one.part, one.duty.value, one.person] for one in sorted(plan.teaching)],
        "rooms": [list(pair) for pair in sorted(plan.rooms.items())],
        "begins": [[session, at.astimezone(UTC).isoformat()] for session, at in sorted(plan.begins.items())],
    }


def read(values: dict[str, Any]) -> Plan:
    return Plan(
        frozenset(Teaching(part, Duty(duty), person) for part, duty, person in values["teaching"]),
        {session: room for session, room in values["rooms"]},
        {session: datetime.fromisoformat(at) for session, at in values["begins"]},
    )
