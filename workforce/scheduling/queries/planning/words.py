"""How what is planned is called, so that a page asks for nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ....database import LocalizedText
from ...rules.requirements import Alternative


@dataclass(frozen=True)
class CohortWords:
    """`title`: of its course."""

    code: str
    title: LocalizedText


@dataclass(frozen=True)
class SessionWords:
    """`number`: its turn within the cohort, from 1; `starts_at`, `ends_at`: as they stand. `place_id` None: online.
    `room`: the words that stand with it where it has no room of ours.
    """

    cohort_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    place_id: int | None
    room: str = ""


@dataclass(frozen=True)
class PartWords:
    """Numbers and titles of the subject and of its item."""

    session_id: int
    subject: int
    item: int
    title: LocalizedText
    item_title: LocalizedText
    minutes: int


@dataclass(frozen=True)
class Words:
    """Each by id. `people`, `rooms`: names. `unsaid`: people who said nothing of their time on some of these days; they
    are planned as if they were free, and are to be asked. `licences`: {(person, item of the planner): what they may
    lead it by}, of items for which some licences are preferred.
    """

    cohorts: Mapping[int, CohortWords] = field(default_factory=dict)
    sessions: Mapping[int, SessionWords] = field(default_factory=dict)
    parts: Mapping[int, PartWords] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, LocalizedText] = field(default_factory=dict)
    unsaid: frozenset[int] = frozenset()
    licences: Mapping[tuple[int, int], Alternative] = field(default_factory=dict)
