"""Numbers about the running system, never about a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from ..audit import models as audit
from ..enrolment.models import Draft, Enrolment, State
from ..outbox import Message, Sending
from .models import Worker

WORKER_SILENT = 60  # seconds until nobody counts on it any more


@dataclass(frozen=True)
class Metric:
    """`values`: {label value or "": number}; `label` names what they are told apart by."""

    name: str
    help: str
    values: dict[str, float]
    label: str = ""
    kind: str = "gauge"


def worker_age(session, at: datetime) -> float | None:
    """Seconds since a worker last said that it lives; None if there never was one."""
    seen = session.scalar(select(func.max(Worker.seen_at)))
    return None if seen is None else max(0.0, (at - seen).total_seconds())


def somebody_works(session, at: datetime) -> bool:
    age = worker_age(session, at)
    return age is not None and age <= WORKER_SILENT


def metrics(session, at: datetime) -> Iterator[Metric]:
    yield Metric("workforce_enrolments", "Enrolments by state.", by_state(session, Enrolment.state, State), "state")
    yield Metric("workforce_messages", "Messages by state.", by_state(session, Message.state, Sending), "state")
    yield Metric("workforce_messages_oldest_seconds", "Age of the oldest message due.", {"": oldest_due(session, at)})
    yield Metric("workforce_drafts", "Forms begun and not sent.", {"": session.scalar(select(func.count(Draft.id)))})
    age = worker_age(session, at)
    if age is not None:
        yield Metric("workforce_worker_age_seconds", "Since a worker last said that it lives.", {"": age})
    if last := audit.last(session):
        yield Metric("workforce_audit_age_seconds", "Since the last audit.", {"": (at - last.at).total_seconds()})
        yield Metric("workforce_audit_findings", "Checks that did not hold in it.", {"": len(last.findings)})


def by_state(session, column, states) -> dict[str, float]:
    """Every state with its number, those without rows with 0."""
    counted: dict[Any, int] = dict(session.execute(select(column, func.count()).group_by(column)).all())
    return {state.value: counted.get(state, 0) for state in states}


def oldest_due(session, at) -> float:
    waiting = select(func.min(Message.send_after)).where(Message.state == Sending.QUEUED, Message.send_after <= at)
    oldest = session.scalar(waiting)
    return 0.0 if oldest is None else (at - oldest).total_seconds()


def as_text(found) -> str:
    """In the text format that Prometheus reads."""
    lines = []
    for metric in found:
        lines += [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} {metric.kind}"]
        for value, number in metric.values.items():
            label = f'{{{metric.label}="{value}"}}' if metric.label else ""
            lines.append(f"{metric.name}{label} {number:g}")
    return "\n".join(lines) + "\n"
