"""Does a timetable teach what the course requires? Everything in whole minutes of teaching.

Source: every item must be attended in full (介護員養成研修の取扱細則); of each subject only so much may be taught at a
distance, which the prefecture fixes. Teaching more than required is allowed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ItemMinutes:
    """One subject item of the course, and how much of it the parts teach."""

    item: Any
    required: int
    taught: int

    @property
    def missing(self) -> int:
        return max(0, self.required - self.taught)

    @property
    def surplus(self) -> int:
        return max(0, self.taught - self.required)


@dataclass(frozen=True)
class DistanceMinutes:
    """One subject, and how much of it the online sessions teach."""

    subject: Any
    allowed: int
    at_distance: int

    @property
    def over(self) -> int:
        return max(0, self.at_distance - self.allowed)


def missing_minutes(required: Iterable, taught: Iterable) -> list[ItemMinutes]:
    """A row for each item, in the order given.

    required: items with `id` and `minutes`; taught: parts with `item_id` and `minutes`.
    """
    given: Counter[int] = Counter()
    for part in taught:
        given[part.item_id] += part.minutes
    return [ItemMinutes(item, item.minutes, given[item.id]) for item in required]


def distance_minutes(subjects: Iterable, sessions: Iterable) -> list[DistanceMinutes]:
    """A row for each subject. A part counts as distance when its session is online."""
    given: Counter[int] = Counter()
    for session in sessions:
        for part in session.parts if session.online else ():
            given[part.item_id] += part.minutes
    return [
        DistanceMinutes(subject, subject.max_distance_minutes, sum(given[item.id] for item in subject.items))
        for subject in subjects
    ]


def items_of(course) -> list:
    """Every item in statutory order: subject by subject."""
    return [item for subject in course.subjects for item in subject.items]


def parts_of(sessions) -> list:
    return [part for session in sessions for part in session.parts]


def length(session) -> int:
    """Minutes from the beginning to the end of a session, breaks included."""
    return int((session.ends_at - session.starts_at).total_seconds()) // 60


def left_over(session) -> int:
    """Minutes of a session that no part uses (below zero: the parts do not fit)."""
    return length(session) - sum(part.minutes for part in session.parts)
