"""What courses ask for, with its words, and the parts of sessions in which cohorts teach it: one statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Integer, Text, bindparam, cast, literal, null, select, union_all

from ....catalogue.models import Session, SessionPart, Subject, SubjectItem
from ....database import LocalizedText
from ....stored import execute, instant, stored, text
from ...rules.ledger import Item

TAUGHT = union_all(
    select(
        Subject.course_id.label("of"),
        SubjectItem.id.label("item_id"),
        SubjectItem.minutes.label("minutes"),
        SubjectItem.subject_id.label("subject_id"),
        cast(null(), Integer).label("part_id"),
        cast(null(), Integer).label("session_id"),
        stored(cast(null(), Session.starts_at.type).label("starts_at")),
        stored(cast(null(), Session.ends_at.type).label("ends_at")),
        Subject.number.label("subject_number"),
        SubjectItem.number.label("number"),
        stored(Subject.title.label("subject_title")),
        stored(SubjectItem.title.label("title")),
    )
    .join_from(SubjectItem, Subject, Subject.id == SubjectItem.subject_id)
    .where(Subject.course_id.in_(bindparam("courses", expanding=True))),
    select(
        Session.cohort_id,
        SessionPart.item_id,
        SessionPart.minutes,
        cast(null(), Integer),
        SessionPart.id,
        Session.id,
        stored(Session.starts_at),
        stored(Session.ends_at),
        literal(0),
        literal(0),
        cast(null(), Text),
        cast(null(), Text),
    )
    .join_from(Session, SessionPart, SessionPart.session_id == Session.id)
    .where(Session.cohort_id.in_(bindparam("cohorts", expanding=True))),
)
"""What the courses ask for, and the parts in which the cohorts teach it."""


@dataclass(frozen=True)
class Part:
    id: int
    session_id: int
    item_id: int
    minutes: int
    starts_at: datetime
    ends_at: datetime


@dataclass
class Taught:
    """By course what it asks for, by cohort the parts in which it is taught."""

    items: dict[int, list[Item]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    named: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


class ShownItem(NamedTuple):
    id: int
    number: int
    title: LocalizedText


class ShownSubject(NamedTuple):
    id: int
    number: int
    title: LocalizedText
    items: tuple[ShownItem, ...]


def taught_in(session, courses, cohorts) -> Taught:
    rows = execute(session, TAUGHT, courses=list(courses), cohorts=list(cohorts)).all()
    taught = Taught()
    for row in sorted(rows, key=attrgetter("subject_number", "number")):
        if row.part_id is None:
            taught.items[row.of].append(Item(row.item_id, row.subject_id, row.minutes))
            taught.named[row.of].append(row)
        else:
            taught.parts[row.of].append(part_of(row))
    for parts in taught.parts.values():
        parts.sort(key=lambda part: (part.starts_at, part.id))
    return taught


def part_of(row) -> Part:
    starts_at, ends_at = instant(row.starts_at), instant(row.ends_at)
    return Part(row.part_id, row.session_id, row.item_id, row.minutes, starts_at, ends_at)


def ahead(parts) -> dict[int, int]:
    minutes: dict[int, int] = defaultdict(int)
    for part in parts:
        minutes[part.item_id] += part.minutes
    return dict(minutes)


def shown_subjects(rows: Iterable[Any]) -> list[ShownSubject]:
    """Of rows about items, in order, the subjects with their words."""
    return [
        ShownSubject(subject_id, found[0].subject_number, text(found[0].subject_title), tuple(map(shown_item, found)))
        for subject_id, group in groupby(rows, attrgetter("subject_id"))
        if (found := list(group))
    ]


def shown_item(row) -> ShownItem:
    return ShownItem(row.item_id, row.number, text(row.title))
