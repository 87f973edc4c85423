"""What a teacher must know of people on a day of practice: what they need, and what was arranged."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ...enrolment.models import Arrangement, Enrolment
from ...enrolment.queries.arranging import HAS_NEEDS


@dataclass(frozen=True)
class Card:
    """`needs`: as the person answered; `arranged`: what staff did about it."""

    needs: dict[str, Any]
    arranged: list[str]


def of_people(session, enrolment_ids) -> dict[int, Card]:
    """{enrolment: its card}, of those who need anything; two statements."""
    rows = session.execute(
        select(Enrolment.id, Enrolment.needs).where(Enrolment.id.in_(enrolment_ids), HAS_NEEDS)
    ).all()
    notes: dict[int, list[str]] = {}
    arranged = select(Arrangement.enrolment_id, Arrangement.note).order_by(Arrangement.id)
    for enrolment_id, note in session.execute(arranged.where(Arrangement.enrolment_id.in_([row.id for row in rows]))):
        notes.setdefault(enrolment_id, []).append(note)
    return {row.id: Card(row.needs, notes.get(row.id, [])) for row in rows}
