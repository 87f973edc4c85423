"""What was recorded for each enrolment: presence, and what papers say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select

from ....catalogue.models import CourseKind, Session, SessionPart
from ....enrolment.models import Enrolment, Guest
from ....stored import execute, stored
from ...models import Attendance
from ...rules import standing as rules
from ...rules.credit import LATENESS
from ...rules.ledger import Proof, Source
from ...rules.standing import GapKind
from .enrolled import rule_day
from .papers import PAPERS, PUT, day_of

IS_GUEST = (
    select(Guest.id)
    .join(Enrolment, Enrolment.id == Guest.enrolment_id)
    .where(Guest.enrolment_id == Attendance.enrolment_id, Guest.session_id == Attendance.session_id)
    .where(Guest.cohort_id != Enrolment.cohort_id)
    .where(or_(Guest.ended_at.is_(None), Guest.ended_at > Session.starts_at))
    .correlate(Attendance, Session)
    .exists()
)
"""They came from elsewhere: not with a seat that was given back before, and not where they belong now."""
PRESENT = (
    select(
        Attendance.enrolment_id,
        Attendance.part_id,
        SessionPart.item_id,
        Attendance.minutes,
        SessionPart.minutes.label("part"),
        stored(Session.starts_at),
        IS_GUEST.label("is_guest"),
    )
    .join_from(Attendance, SessionPart, SessionPart.id == Attendance.part_id)
    .join(Session, Session.id == SessionPart.session_id)
    .where(Attendance.enrolment_id.in_(bindparam("ids", expanding=True)))
)


@dataclass
class Found:
    """What was recorded for one enrolment. `recorded`: {part id: (minutes of presence, minutes that count)}."""

    proofs: list[Proof] = field(default_factory=list)
    recorded: dict[int, tuple[int, int]] = field(default_factory=dict)
    exempted: dict[int, date] = field(default_factory=dict)
    passed: dict[GapKind, date] = field(default_factory=dict)
    identity_on: date | None = None
    waived: list[rules.Gap] = field(default_factory=list)
    waived_on: date | None = None


def recorded(session, enrolled, dated, at) -> dict[int, Found]:
    found: dict[int, Found] = defaultdict(Found)
    ids = [row.id for row in enrolled]
    lateness = {row.cohort_id: dated.on(rule_day(row, at), LATENESS) for row in enrolled}
    rules_of = {row.id: (lateness[row.cohort_id], CourseKind(row.kind)) for row in enrolled}
    days: dict[Any, date] = {}
    for enrolment_id, part_id, item_id, present, part, starts_at, is_guest in execute(session, PRESENT, ids=ids):
        rule, kind = rules_of[enrolment_id]
        credit = rule.credit(kind, present=present, part=part)
        if starts_at not in days:
            days[starts_at] = day_of(starts_at)
        mine = found[enrolment_id]
        mine.recorded[part_id] = present, credit
        source = Source.MADE_UP if is_guest else Source.ATTENDED
        mine.proofs.append(Proof(item_id, source, credit, days[starts_at]))
    for what, enrolment_id, ref, minutes, words, day in execute(session, PAPERS, ids=ids):
        PUT[what](found[enrolment_id], ref, minutes, words, day)
    return found
