"""Making a plan true: all of it or nothing.

The order matters, because every rule looks at what stands: first whoever and whatever changes is freed, then sessions
get their times and rooms, then people go, then others come, and at last everybody is engaged for what they have. So an
exchange does not clash with itself halfway.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from ...catalogue.actions.sessions import Arranged, arrange_sessions
from ...catalogue.hooks import Wanted as RoomWanted
from ...catalogue.models import Cohort, Session, SessionPart
from ...catalogue.queries.cohorts import cohort_page
from ...database import hold
from ...i18n.formats import hours, short_day
from ...refusals import Refused
from ..models import Assignment, Charge, Duty, Engagement, Layout, Room
from ..queries import engagements as engaged
from ..queries import rooms as booked
from ..queries.assignments import mine
from ..queries.planning import Filled, SessionWords, Wanted, Words, filled
from ..rules.grid import value_of
from ..rules.planning import instance as planning
from ..rules.planning.changes import Changed, changed
from ..rules.planning.checking import Broken, Rule, broken
from ..rules.planning.instance import Plan, Teaching
from . import assignments, bookings, engagements

Post = tuple[int, planning.Duty]
"""A part and a duty in it."""
Key = TypeVar("Key")
NOBODY: frozenset[Teaching] = frozenset()
NAMED = 3
NOT_ASKED = (Rule.RATIO, Rule.COHORT, Rule.PINNED)
"""What a plan may leave as it stands: a part that still waits for somebody, and the order that staff gave."""


class StandsOtherwise(Refused):
    """Raised with `words`, of the sessions in which something else stands now than when it was planned, by time; of one
    that is not there any more there are none.
    """

    message = _("This was changed after the plan was made: %(what)s. Nothing was applied; plan again from what is now.")

    def __init__(self, words: Words, sessions: Iterable[int]):
        super().__init__()
        self.words = words
        known = sorted({one for one in sessions if one in words.sessions}, key=lambda one: when(words, one))
        self.sessions, self.is_all = known, set(sessions) == set(known)

    def text(self):
        said = [where(self.words, one) for one in self.sessions[:NAMED]]
        if len(self.sessions) > NAMED:
            said.append(gettext("and others"))
        if not self.is_all:
            said.append(gettext("a session that is not there any more, or has begun"))
        return str(self.message) % {"what": gettext(", ").join(said)}


class PlanRefused(Refused):
    """A rule of the house says no. `why`: its own refusal; `session_id`, `part_id` and `person_id` where they are
    known.
    """

    message = _("Nothing of the plan was applied. %(where)s: %(why)s")

    def __init__(self, words: Words, why: Refused, *, sessions: Collection[int] = (), part_id=None, person_id=None):
        super().__init__()
        self.words, self.why, self.part_id, self.person_id = words, why, part_id, person_id
        self.session_id = min(sessions, key=lambda one: when(words, one), default=None)

    def text(self):
        named = where(self.words, self.session_id) if self.session_id else gettext("The timetable")
        return str(self.message) % {"where": named, "why": self.why.text()}


def when(words: Words, session_id: int) -> tuple[datetime, int]:
    return words.sessions[session_id].starts_at, session_id


def where(words: Words, session_id: int) -> str:
    one: SessionWords = words.sessions[session_id]
    return f"{words.cohorts[one.cohort_id].code} {short_day(one.starts_at)} {hours(one.starts_at, one.ends_at)}"


def apply(session, wanted: Wanted, before: Plan, after: Plan, *, by, at) -> Changed:
    """What differs between the plans is changed in this transaction, through the actions that staff use as well.

    `before`: the plan as it stood when `after` was made (`Filled.now`). Parts, sessions and posts in which the two
    agree are left alone. Where `after` stands already, nothing changes. Raises StandsOtherwise, PlanRefused; the
    transaction is to be given up then.
    """
    with session.begin_nested():
        hold_cohorts(session, before, after)
        found = filled(session, wanted, at=at)
        target = to_be(found, before, after)
        difference = changed(found.instance, found.now, target)
        if difference.count:
            Applying(session, found, target, by, at).run(difference)
            refuse_newly_broken(found, target)
        return difference


def hold_cohorts(session, before: Plan, after: Plan):
    """Those of which anything is to change, in the order of their ids: whoever applies the same waits here."""
    parts = {one.part for one in before.teaching ^ after.teaching}
    sessions = differing(before.rooms, after.rooms) | differing(before.begins, after.begins)
    own = select(SessionPart.session_id).where(SessionPart.id.in_(parts))
    query = select(Cohort).join(Session, Session.cohort_id == Cohort.id)
    query = query.where(or_(Session.id.in_(sessions), Session.id.in_(own))).distinct().order_by(Cohort.id)
    for cohort in session.scalars(query).all():
        hold(session, cohort)


def differing(one: Mapping[Key, Any], other: Mapping[Key, Any]) -> set[Key]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


# --- what is to be ---------------------------------------------------------------------------------------------------


def to_be(found: Filled, before: Plan, after: Plan) -> Plan:
    """What stands, with what is to change. Raises StandsOtherwise."""
    instance, otherwise = found.instance, Otherwise(found)
    teaching = otherwise.posts(before, after)
    housed = otherwise.rooms(before, after)
    begins = otherwise.begins(before, after)
    if otherwise.sessions:
        raise StandsOtherwise(found.words, otherwise.sessions)
    return Plan(teaching, housed, {one: at for one, at in begins.items() if one in instance.session})


@dataclass
class Otherwise:
    """What stands neither as it was nor as it is to be: `sessions`, 0 for what is not planned any more."""

    found: Filled
    sessions: set[int] = field(default_factory=set)

    def posts(self, before: Plan, after: Plan) -> frozenset[Teaching]:
        instance, teaching = self.found.instance, set(self.found.now.teaching)
        old, new, now = posts(before), posts(after), posts(self.found.now)
        for post in differing(old, new):
            there, wanted = now.get(post, NOBODY), new.get(post, NOBODY)
            if there == wanted:
                continue
            is_known = post[0] in instance.part and all(one.person in instance.person for one in wanted)
            if there != old.get(post, NOBODY) or not is_known:
                self.sessions.add(instance.session_of[post[0]].id if post[0] in instance.part else 0)
            teaching = (teaching - there) | wanted
        return frozenset(teaching)

    def rooms(self, before: Plan, after: Plan) -> dict[int, int]:
        instance, housed = self.found.instance, dict(self.found.now.rooms)
        for one in differing(before.rooms, after.rooms):
            there, wanted = housed.pop(one, None), after.rooms.get(one)
            is_known = one in instance.session and (wanted is None or wanted in instance.room)
            if there != wanted and (there != before.rooms.get(one) or not is_known):
                self.sessions.add(one)
            if wanted is not None:
                housed[one] = wanted
        return housed

    def begins(self, before: Plan, after: Plan) -> dict[int, datetime]:
        words, now = self.found.words.sessions, self.found.now.begins
        for one in differing(before.begins, after.begins):
            stands = words[one].starts_at if one in words else None
            if stands != after.begins.get(one) and (stands != before.begins.get(one) or one not in now):
                self.sessions.add(one)
        return {one: after.begins.get(one, at) for one, at in now.items()}


def posts(plan: Plan) -> dict[Post, frozenset[Teaching]]:
    found: dict[Post, set[Teaching]] = {}
    for one in plan.teaching:
        found.setdefault((one.part, one.duty), set()).add(one)
    return {post: frozenset(every) for post, every in found.items()}


def refuse_newly_broken(found: Filled, target: Plan):
    """What is no rule of the house but was a rule of the plan (somebody said meanwhile that they have no time then).
    Raises StandsOtherwise.
    """
    had = {as_told(one) for one in broken(found.instance, found.now)}
    new = [one for one in broken(found.instance, target) if one.rule not in NOT_ASKED and as_told(one) not in had]
    if new:
        raise StandsOtherwise(found.words, {session_of(found, one) for one in new})


def session_of(found: Filled, one: Broken) -> int:
    return one.session or (found.instance.session_of[one.part].id if one.part else 0)


def as_told(one: Broken):
    return replace(one, other=None)


# --- doing it --------------------------------------------------------------------------------------------------------


@dataclass
class Applying:
    """`found`: what stands; `target`: what is to be."""

    session: Any
    found: Filled
    target: Plan
    by: Any
    at: datetime

    def run(self, difference: Changed):
        placed = difference.rooms | difference.moved
        gone, come = self.now.teaching - self.target.teaching, self.target.teaching - self.now.teaching
        touched = difference.moved | {self.of_part(one) for one in gone | come}
        beside = self.beside(placed)
        self.hold_rooms(placed | beside)
        people = self.hold_people(touched, come)
        with self.refusing(touched):
            self.session.execute(delete(Engagement).where(Engagement.session_id.in_(touched)))
        self.give_rooms(placed, beside)
        self.exchange(gone, come)
        for person_id in people:
            self.engage(person_id, touched)

    @property
    def now(self) -> Plan:
        return self.found.now

    def of_part(self, one: Teaching) -> int:
        return self.found.instance.session_of[one.part].id

    def by_cohort(self, sessions: Iterable[int]) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for one in sorted(sessions):
            found.setdefault(self.found.instance.session[one].cohort, []).append(one)
        return sorted(found.items())

    @contextmanager
    def refusing(self, sessions: Collection[int], **concerned) -> Iterator[None]:
        """What the house refuses inside is told with where it is."""
        try:
            yield
        except Refused as why:
            raise PlanRefused(self.found.words, why, sessions=sessions, **concerned) from why

    # Rooms and times

    def beside(self, placed: Collection[int]) -> set[int]:
        """The other planned sessions that are in a room where one of those comes, on that day: they are booked anew as
        well, for as long as the rules of now say and the plan counts with.
        """
        instance, target = self.found.instance, self.target
        days = {
            (target.rooms[one], instance.span(instance.session[one], target).day)
            for one in placed
            if one in target.rooms
        }
        return {
            one
            for one, room in target.rooms.items()
            if one not in placed and (room, instance.span(instance.session[one], target).day) in days
        }

    def hold_rooms(self, sessions: Collection[int]):
        ids = {room for plan in (self.now, self.target) for one, room in plan.rooms.items() if one in sessions}
        for room in self.session.scalars(select(Room).where(Room.id.in_(ids)).order_by(Room.id)).all():
            hold(self.session, room)

    def give_rooms(self, placed: Collection[int], beside: Collection[int]):
        had = booked.bookings_of(self.session, [*placed, *beside])
        layouts = {id: one.layout for id, one in had.items()}
        bookings.remove(self.session, list(had.values()))
        for cohort_id, sessions in self.by_cohort(placed):
            arranged = {one: Arranged(self.begins(one), self.room_wanted(one, layouts)) for one in sessions}
            with self.refusing(sessions):
                cohort = self.session.get_one(Cohort, cohort_id)
                arrange_sessions(self.session, cohort, arranged, by=self.by, at=self.at)
        for cohort_id, sessions in self.by_cohort(beside):
            self.book_again(cohort_id, sessions, layouts)

    def begins(self, session_id: int) -> datetime:
        return self.found.instance.begins(self.found.instance.session[session_id], self.target)

    def room_wanted(self, session_id: int, layouts: Mapping[int, Layout | None]) -> RoomWanted | None:
        """None where it neither has nor gets a room of ours."""
        room_id, had = self.target.rooms.get(session_id), self.now.rooms.get(session_id)
        if room_id is None:
            return RoomWanted("") if had is not None else None
        if room_id == had:
            return RoomWanted(value_of(room_id, layouts.get(session_id)), anyway=True)
        return RoomWanted(value_of(room_id, self.layout(session_id, room_id, layouts.get(session_id))))

    def layout(self, session_id: int, room_id: int, had: Layout | None) -> Layout | None:
        """As it was set up, or the first way in which the room holds everybody."""
        seats, trainees = self.found.instance.room[room_id].layouts, self.found.instance.session[session_id].trainees
        if had is not None and had.value in seats:
            return had
        return next((one for one in Layout if seats.get(one.value, 0) >= trainees), None)

    def book_again(self, cohort_id: int, sessions: Collection[int], layouts: Mapping[int, Layout | None]):
        code = self.found.words.cohorts[cohort_id].code
        cohort = cohort_page(self.session, code, again=True)
        assert cohort is not None
        sittings = [one for one in cohort.sessions if one.id in sessions]
        pairs = [(one, self.room_wanted(one.id, layouts)) for one in sittings]
        with self.refusing(sessions):
            bookings.place(self.session, cohort, pairs, by=self.by, at=self.at)

    # People

    def hold_people(self, touched: Collection[int], come: Iterable[Teaching]) -> list[int]:
        """Whoever is engaged for any of these sessions or comes to one, held; by id."""
        charged = select(Charge.person_id).where(Charge.session_id.in_(touched))
        ids = {*engaged.people_of(self.session, touched), *(one.person for one in come)}
        ids |= {one.person for one in self.now.teaching if self.of_part(one) in touched}
        ids |= set(self.session.scalars(charged))
        return sorted({engagements.held(self.session, id).id for id in sorted(ids)})

    def exchange(self, gone: Collection[Teaching], come: Collection[Teaching]):
        """Who only has another duty in a part stays in it."""
        stays = {(one.part, one.person) for one in come}
        self.each([one for one in gone if (one.part, one.person) not in stays], self.take_out)
        for duty in planning.Duty:
            self.each([one for one in come if one.duty is duty], self.put_in)

    def each(self, teaching: Iterable[Teaching], act: Callable[[Cohort, list[Teaching]], Any]):
        """`act(cohort, what)` for everybody in every cohort."""
        found: dict[tuple[int, int], list[Teaching]] = {}
        for one in sorted(teaching):
            session = self.found.instance.session_of[one.part]
            found.setdefault((session.cohort, one.person), []).append(one)
        for (cohort_id, person_id), every in sorted(found.items()):
            concerned = {"person_id": person_id, "part_id": every[0].part}
            with self.refusing([self.of_part(one) for one in every], **concerned):
                act(self.session.get_one(Cohort, cohort_id), every)

    def take_out(self, cohort: Cohort, every: list[Teaching]):
        rows = select(Assignment).where(Assignment.part_id.in_([one.part for one in every]), mine(every[0].person))
        assignments.dismiss(self.session, cohort, list(self.session.scalars(rows)), by=self.by, at=self.at)
        self.session.flush()

    def put_in(self, cohort: Cohort, every: list[Teaching]):
        person_id, duty = every[0].person, Duty(every[0].duty.value)
        parts = [one.part for one in every]
        given = {"by": self.by, "at": self.at}
        assignments.appoint(self.session, cohort, part_ids=parts, person_id=person_id, duty=duty, **given)

    def engage(self, person_id: int, sessions: Collection[int]):
        """For all they have in these sessions; if that is refused, one after the other, to tell for which."""
        try:
            engagements.settle(self.session, person_id, sessions)
        except Refused as why:
            for one in sorted(sessions, key=lambda one: when(self.found.words, one)):
                with self.refusing([one], person_id=person_id):
                    engagements.settle(self.session, person_id, [one])
            raise PlanRefused(self.found.words, why, person_id=person_id) from why
