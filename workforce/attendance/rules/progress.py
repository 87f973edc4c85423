"""How everybody in a cohort stands at one glance: a cell for each person and lesson, and who is at risk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from ..models import Prospect

OFTEN = 2
"""Absent so many times: somebody should call."""
SILENT = timedelta(days=7)


class Cell(StrEnum):
    FULL = "full"
    PART = "part"  # some minutes do not count
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"
    BEFORE_JOINING = "before_joining"
    TO_COME = "to_come"


class Risk(StrEnum):
    """Why somebody should be called. SILENT: absent in their last lesson, and nothing of them for a week. What our
    lessons can still give is no such reason: only IMPOSSIBLE and LAST_CHANCE, as every night finds them.
    """

    IMPOSSIBLE = "impossible"
    LAST_CHANCE = "last_chance"
    ABSENT_TWICE = "absent_twice"
    SILENT = "silent"
    PAPERS = "papers"
    DUES = "dues"


@dataclass(frozen=True)
class Lesson:
    session_id: int
    starts_at: datetime
    ends_at: datetime
    parts: tuple[Any, ...]


def lessons_of(parts: Iterable[Any]) -> list[Lesson]:
    """`parts` of one cohort in their order."""
    return [
        Lesson(session_id, found[0].starts_at, found[0].ends_at, tuple(found))
        for session_id, group in groupby(parts, lambda part: part.session_id)
        if (found := list(group))
    ]


def cell(lesson: Lesson, recorded: Mapping[int, tuple[int, int]], joined: datetime, at: datetime) -> tuple[Cell, int]:
    """What it was, and how many of its minutes do not count."""
    seen = [(part.minutes, *recorded[part.id]) for part in lesson.parts if part.id in recorded]
    if not seen:
        return unknown(lesson, joined, at), 0
    missing = sum(minutes - credit for minutes, _present, credit in seen)
    if not missing:
        return Cell.FULL, 0
    return (Cell.PART if any(present for _minutes, present, _credit in seen) else Cell.ABSENT), missing


def unknown(lesson, joined, at) -> Cell:
    if lesson.ends_at > at:
        return Cell.TO_COME
    return Cell.BEFORE_JOINING if lesson.ends_at <= joined else Cell.NOT_RECORDED


def is_silent(lessons: Sequence[Lesson], cells: Sequence[tuple[Cell, int]], at: datetime) -> bool:
    """Absent in the last lesson that was recorded, which is a week ago or longer, with lessons still to come."""
    known = [(lesson, what) for lesson, (what, _) in zip(lessons, cells, strict=True) if what in KNOWN]
    if not known or not any(what is Cell.TO_COME for what, _ in cells):
        return False
    lesson, what = known[-1]
    return what is Cell.ABSENT and lesson.ends_at <= at - SILENT


KNOWN = (Cell.FULL, Cell.PART, Cell.ABSENT)


def risks(standing, lessons, cells, *, prospect, papers_overdue: bool, dues_overdue: bool, at) -> list[Risk]:
    """`prospect`: the Prospect that was last found, or None."""
    found = {
        Risk.IMPOSSIBLE: prospect is Prospect.IMPOSSIBLE,
        Risk.LAST_CHANCE: prospect is Prospect.LAST_CHANCE,
        Risk.ABSENT_TWICE: sum(what is Cell.ABSENT for what, _ in cells) >= OFTEN,
        Risk.SILENT: is_silent(lessons, cells, at),
        Risk.PAPERS: papers_overdue,
        Risk.DUES: dues_overdue,
    }
    return [] if standing.is_complete else [risk for risk, is_there in found.items() if is_there]
