"""What is to be planned. Instants are aware; everything else that is long is in minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from .... import clock


class Duty(StrEnum):
    LEAD = "lead"
    ASSISTANT = "assistant"


@dataclass(frozen=True, order=True)
class Span:
    """From an instant until another, end exclusive."""

    begins_at: datetime
    ends_at: datetime

    def holds(self, other: "Span") -> bool:
        return self.begins_at <= other.begins_at and other.ends_at <= self.ends_at

    def overlaps(self, other: "Span") -> bool:
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at

    def widened(self, before: int, after: int) -> "Span":
        return Span(self.begins_at - timedelta(minutes=before), self.ends_at + timedelta(minutes=after))

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.begins_at).total_seconds()) // 60

    @property
    def day(self) -> date:
        return clock.today(self.begins_at)

    @property
    def week(self) -> date:
        """Its Monday."""
        return self.day - timedelta(days=self.day.weekday())


@dataclass(frozen=True)
class Part:
    """`assistants`: how many beside the lead, so that nobody has more trainees than the ratio of the item allows.
    `leads`: as a rule one; more where staff want several.
    """

    id: int
    item: int
    minutes: int
    assistants: int = 0
    leads: int = 1

    def needed(self, duty: Duty) -> int:
        return self.leads if duty is Duty.LEAD else self.assistants


@dataclass(frozen=True)
class Session:
    """`times`: when it may begin; one of them where the time is fixed. `number`: its turn within the cohort.
    `set_up` and `clearing`: minutes before and after in which its people are there as well. `place` None: online, no
    room and no way. `layout`: how its room is to be set up; None: whichever way holds most. `despite`: rooms that it
    may have although they are small. `only`: the rooms that it may have; None: any.
    """

    id: int
    cohort: int
    number: int
    place: int | None
    minutes: int
    times: tuple[datetime, ...]
    parts: tuple[Part, ...]
    trainees: int
    equipment: frozenset[str] = frozenset()
    set_up: int = 0
    clearing: int = 0
    layout: str | None = None
    despite: frozenset[int] = frozenset()
    only: frozenset[int] | None = None

    def span(self, begins_at: datetime) -> Span:
        return Span(begins_at, begins_at + timedelta(minutes=self.minutes))

    def engaged(self, begins_at: datetime) -> Span:
        return self.span(begins_at).widened(self.set_up, self.clearing)


@dataclass(frozen=True)
class Wish:
    """Rather not then; each session that overlaps counts `weight`."""

    span: Span
    weight: int = 1


@dataclass(frozen=True, order=True)
class Elsewhere:
    """Where somebody has to be that is not planned here: it counts for their ways, days and weeks."""

    span: Span
    place: int | None = None


@dataclass(frozen=True)
class Instructor:
    """`leads`: {item: rank of the best licence for it, 0 the preferred}. Whoever may lead an item may assist in it;
    `assists` are further items. Limits and the target count minutes of sessions; None is no limit. `evenings`: how
    many are a fair share.
    """

    id: int
    leads: Mapping[int, int]
    free: tuple[Span, ...]
    assists: frozenset[int] = frozenset()
    day_minutes: int | None = None
    week_minutes: int | None = None
    target: int | None = None
    evenings: int | None = None
    wishes: tuple[Wish, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def may(self, duty: Duty, item: int) -> bool:
        return item in self.leads or (duty is Duty.ASSISTANT and item in self.assists)

    def is_free(self, span: Span) -> bool:
        return any(one.holds(span) for one in self.free)


@dataclass(frozen=True)
class Room:
    """`set_up` and `clearing`: minutes before and after a session in which no other cohort may have it. `capacity`: at
    the most; `layouts`: in each of the ways to set it up.
    """

    id: int
    place: int
    capacity: int
    open: tuple[Span, ...]
    equipment: frozenset[str] = frozenset()
    set_up: int = 0
    clearing: int = 0
    layouts: Mapping[str, int] = field(default_factory=dict)

    def seats(self, layout: str | None) -> int:
        return self.layouts.get(layout, 0) if layout and self.layouts else self.capacity

    def taken(self, span: Span) -> Span:
        return span.widened(self.set_up, self.clearing)


@dataclass(frozen=True, order=True)
class Teaching:
    """One person in one part."""

    part: int
    duty: Duty
    person: int


@dataclass(frozen=True)
class Plan:
    """`rooms`: {session: room}. `begins`: {session: instant} of those whose time was open. A set of pins is one too."""

    teaching: frozenset[Teaching] = frozenset()
    rooms: Mapping[int, int] = field(default_factory=dict)
    begins: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """`travel`: {(place, other place): minutes}, `otherwise` where none is given. A wait within a day counts beyond
    `rest` minutes; a load counts outside `tolerance` percent around its target; evening begins at `evening`. Nobody
    teaches longer than `stretch` minutes without a `pause` between two sessions; None is no limit.
    """

    travel: Mapping[tuple[int, int], int] = field(default_factory=dict)
    otherwise: int = 30
    rest: int = 60
    tolerance: int = 10
    evening: time = time(17)
    stretch: int | None = None
    pause: int = 0

    def way(self, one: int | None, other: int | None) -> int:
        if one is None or other is None or one == other:
            return 0
        return self.travel.get((one, other), self.travel.get((other, one), self.otherwise))

    def is_evening(self, span: Span) -> bool:
        return clock.local(span.begins_at).time() >= self.evening


@dataclass(frozen=True)
class Instance:
    """`standing`: who teaches as it stands. Where a part cannot be staffed, they stay in it as far as they can."""

    sessions: tuple[Session, ...]
    instructors: tuple[Instructor, ...]
    rooms: tuple[Room, ...] = ()
    terms: Terms = Terms()
    pins: Plan = Plan()
    standing: frozenset[Teaching] = frozenset()

    @cached_property
    def session(self) -> dict[int, Session]:
        return {one.id: one for one in self.sessions}

    @cached_property
    def person(self) -> dict[int, Instructor]:
        return {one.id: one for one in self.instructors}

    @cached_property
    def room(self) -> dict[int, Room]:
        return {one.id: one for one in self.rooms}

    @cached_property
    def part(self) -> dict[int, Part]:
        return {part.id: part for one in self.sessions for part in one.parts}

    @cached_property
    def session_of(self) -> dict[int, Session]:
        """{part: its session}"""
        return {part.id: one for one in self.sessions for part in one.parts}

    def begins(self, session: Session, plan: Plan) -> datetime:
        """When `plan` holds it: as chosen, or the first of its times."""
        return plan.begins.get(session.id, session.times[0])

    def span(self, session: Session, plan: Plan) -> Span:
        return session.span(self.begins(session, plan))
