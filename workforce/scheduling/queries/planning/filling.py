"""The instance of some cohorts over some days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from .... import clock
from ...models import Duty
from ...rules.minutes import LONGEST
from ...rules.planning import instance as planning
from ...rules.planning.instance import Instance, Part, Plan, Session, Teaching
from ...rules.spans import Span
from .. import assignments, requirements
from . import equipment, people, rooms, sessions, terms
from .sessions import Named, Sitting, Taught
from .times import times
from .words import CohortWords, PartWords, SessionWords, Words

DAY = timedelta(days=1)
MARGIN = DAY + timedelta(minutes=LONGEST)


@dataclass(frozen=True)
class Wanted:
    """What is to be planned: the sessions of these cohorts from `since` to `until`, both included, that have not begun.
    `open_sessions`: those among them whose time may change.
    """

    cohort_ids: Collection[int]
    since: date
    until: date
    open_sessions: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filled:
    """`now`: who teaches and which rooms there are, as it stands (and of open sessions, when). It may break rules that
    staff went beyond.
    """

    instance: Instance
    now: Plan
    words: Words


def filled(session, wanted: Wanted, *, pins: Plan = Plan(), at: datetime) -> Filled:
    """A constant number of statements, however many cohorts. What of `pins` is about anything that is not planned (any
    more) is passed over.

    Planned are the sessions of cohorts that are not cancelled. One that has begun is a fact: whoever teaches it is
    elsewhere, and what room it has is taken; the same goes for all that is not wanted. A session without parts (the
    hour of a test) wants a room and nobody to teach; where somebody is in charge of it, they are elsewhere and its time
    stays. For every session the seats of its cohort count, whether they are taken or not.
    """
    reading = Reading(session, wanted, at)
    instance = people.with_shares(reading.instance(), reading.people.liked)
    now = reading.now(instance)
    instance = replace(instance, pins=known(instance, pins), standing=now.teaching)
    return Filled(instance, now, reading.words())


def known(instance: Instance, pins: Plan) -> Plan:
    """What of the pins is about this instance."""
    teaching = (one for one in pins.teaching if one.part in instance.part and one.person in instance.person)
    housed = {one: room for one, room in pins.rooms.items() if one in instance.session and room in instance.room}
    open_times = {one.id: one.times for one in instance.sessions if len(one.times) > 1}
    begins = {one: begins_at for one, begins_at in pins.begins.items() if begins_at in open_times.get(one, ())}
    return Plan(frozenset(teaching), housed, begins)


class Reading:
    """What the database says about what is wanted."""

    def __init__(self, session, wanted: Wanted, at: datetime):
        self.wanted = wanted
        days = wanted.since, wanted.until
        self.every = sessions.sittings(session, wanted.cohort_ids)
        self.planned = {one.id: one for one in self.every if days[0] <= one.day <= days[1] and one.starts_at > at}
        where = sessions.within(wanted.cohort_ids, *days)
        self.parts = self.of_planned(sessions.parts(session, where))
        self.named = self.of_planned_parts(sessions.named(session, where))
        self.charged = sessions.in_charge(session, where)
        self.house = terms.house(session, *days, at=at)
        place_ids = {one.place_id for one in self.planned.values() if one.place_id is not None}
        self.rooms = rooms.rooms(session, place_ids, *days, self.planned, self.house.minutes)
        self.places = rooms.places(session, place_ids)
        window = Span(clock.instant(days[0], time.min) - MARGIN, clock.instant(days[1] + DAY, time.min) + MARGIN)
        self.stock = equipment.stock(session, self.planned, window)
        self.times = self.possible_times(at)
        offered = dict(assignments.instructors(session))
        self.names = {one.person_id: one.name for one in self.named} | offered
        able = people.Able(*requirements.known(session, list(self.names)), offered)
        self.sessions = self.as_sessions(able)
        self.licences = able.licences
        out = self.planned.keys() - self.charged
        self.people = people.people(session, able, self.house, *days, out)

    def of_planned(self, parts: Sequence[Taught]) -> list[Taught]:
        return [one for one in parts if one.session_id in self.planned]

    def of_planned_parts(self, named: Sequence[Named]) -> list[Named]:
        parts = {one.id for one in self.parts}
        return [one for one in named if one.part_id in parts]

    def possible_times(self, at: datetime) -> dict[int, tuple[datetime, ...]]:
        by_cohort: dict[int, list[Sitting]] = {}
        for one in self.every:
            by_cohort.setdefault(one.cohort_id, []).append(one)
        opened = self.wanted.open_sessions & self.planned.keys() - self.charged
        fixed = {one.id for one in self.every} - self.planned.keys()
        days = self.wanted.since, self.wanted.until
        found: dict[int, tuple[datetime, ...]] = {}
        for one in self.planned.values():
            found[one.id] = (one.starts_at,)
            if one.id in opened:
                is_open = partial(self.rooms.is_open, one.place_id)
                found[one.id] = times(one, by_cohort[one.cohort_id], fixed, days, is_open, at=at)
        return found

    def as_sessions(self, able: people.Able) -> tuple[Session, ...]:
        parts: dict[int, list[Part]] = {id: [] for id in self.planned}
        has: dict[int, list[Named]] = {}
        for each in self.named:
            has.setdefault(each.part_id, []).append(each)
        for part in self.parts:
            parts[part.session_id].append(self.as_part(part, able, has.get(part.id, ())))
        made = {one.id: self.as_session(one, tuple(parts[one.id])) for one in self.planned.values()}
        return tuple(self.with_enough(made))

    def as_part(self, part: Taught, able: people.Able, has: Sequence[Named]) -> Part:
        """Whoever staff named beyond what the ratio asks for is wanted there."""
        sitting = self.planned[part.session_id]
        days = sorted({clock.today(begins_at) for begins_at in self.times[sitting.id]})
        assistants = max(self.house.ratio(day).assistants(part.mode, sitting.capacity) for day in days)
        duties = list(held(has).values())
        return Part(
            part.id,
            able.item(part.item_id, part.subject, days, {one.person_id for one in has}),
            part.minutes,
            max(assistants, duties.count(Duty.ASSISTANT)),
            max(1, duties.count(Duty.LEAD)),
        )

    def as_session(self, one: Sitting, parts: tuple[Part, ...]) -> Session:
        had = self.rooms.had.get(one.id)
        layout = had.layout.value if had and had.layout else None
        return Session(
            *(one.id, one.cohort_id, one.number, one.place_id, one.minutes, self.times[one.id], parts, one.capacity),
            layout=layout,
            despite=frozenset({had.room_id} if had else ()),
        )

    def with_enough(self, made: Mapping[int, Session]) -> list[Session]:
        """Those that take beds along stay where there may not be enough of them elsewhere."""
        enough = equipment.Enough(self.stock, made, self.times, self.rooms.rooms, self.house.minutes)
        found = []
        for one in made.values():
            there = tuple(begins_at for begins_at in one.times[1:] if enough.at(one.id, begins_at))
            if enough.at(one.id, one.times[0]):
                found.append(replace(one, times=(one.times[0], *there)))
            else:
                found.append(replace(one, times=one.times[:1], only=one.despite))
        return found

    def instance(self) -> Instance:
        return Instance(self.sessions, self.people.instructors, self.rooms.rooms, self.house.terms)

    def now(self, instance: Instance) -> Plan:
        by_part: dict[int, list[Named]] = {}
        for one in self.named:
            by_part.setdefault(one.part_id, []).append(one)
        teaching = {
            Teaching(part_id, planning.Duty(duty.value), person_id)
            for part_id, every in by_part.items()
            for person_id, duty in held(every).items()
        }
        housed = {id: had.room_id for id, had in self.rooms.had.items()}
        begins = {one.id: one.times[0] for one in instance.sessions if len(one.times) > 1}
        return Plan(frozenset(teaching), housed, begins)

    def words(self) -> Words:
        planned = self.planned.values()
        return Words(
            {one.cohort_id: CohortWords(one.code, one.title) for one in planned},
            {
                one.id: SessionWords(one.cohort_id, one.number, one.starts_at, one.ends_at, one.place_id, one.room)
                for one in planned
            },
            {
                one.id: PartWords(
                    *(one.session_id, one.subject.number, one.subject.item or 0, one.title, one.item_title, one.minutes)
                )
                for one in self.parts
            },
            self.names,
            self.rooms.names,
            self.places,
            self.people.unsaid,
            self.licences,
        )


def held(has: Sequence[Named]) -> dict[int, Duty]:
    """{person: their duty} in one part: somebody whose two records were both named there leads."""
    return {one.person_id: one.duty for one in sorted(has, key=lambda one: one.duty is Duty.LEAD)}
