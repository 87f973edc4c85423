"""Those who teach: what they may teach, when they have time and where else they have to be."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from .... import clock
from ... import hooks
from ...rules import availability as times
from ...rules.planning.instance import Elsewhere, Instance, Instructor, Span
from ...rules.planning.sittings import every_sitting, within_reach
from ...rules.requirements import Alternative, Preferred, Requirements, Subject
from ...rules.spans import Span as Window
from ...rules.standing import Held
from .. import availability, engagements, instructors
from .terms import House, least

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Able:
    """Who may teach what on which days: qualified on each of them, by the rules that count then.

    `licences`: {(person, item): what they have for it}, of items for which some are preferred.
    """

    def __init__(self, rules: Requirements, held: Mapping[int, Held], people: Collection[int]):
        self.rules, self.held, self.people = rules, held, people
        self.known: dict[tuple[Subject, date], dict[int, Preferred | None]] = {}
        self.items: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
        self.leads: dict[int, dict[int, int]] = {}
        self.licences: dict[tuple[int, int], Alternative] = {}

    def on(self, subject: Subject, day: date) -> dict[int, Preferred | None]:
        """{person: what they have for it}; None where any licence would do."""
        if (subject, day) not in self.known:
            needs = self.rules.on(subject, day)
            able = {id: held for id, held in self.held.items() if needs.allows(held, day)}
            self.known[subject, day] = {id: needs.best(held, day) if needs.ranks else None for id, held in able.items()}
        return self.known[subject, day]

    def item(self, item_id: int, subject: Subject, days: Iterable[date], has: Collection[int]) -> int:
        """The item of a part as the planner knows it: where other people may teach it on other days (a licence ends, a
        rule begins), or others are preferred, it is another item, with a number below zero. `has`: who has the part
        now, whether or not they are still among `people`.
        """
        best = self.least_preferred(subject, days)
        best = {id: one for id, one in best.items() if id in self.people or id in has}
        able = frozenset((id, rank(one)) for id, one in best.items())
        if (item_id, able) not in self.items:
            is_first = all(known != item_id for known, _able in self.items)
            item = self.items[item_id, able] = item_id if is_first else -len(self.items)
            for person_id, turn in able:
                self.leads.setdefault(person_id, {})[item] = turn
            self.licences |= {(id, item): one.alternative for id, one in best.items() if one}
        return self.items[item_id, able]

    def least_preferred(self, subject: Subject, days: Iterable[date]) -> dict[int, Preferred | None]:
        """Of those who may teach it on all of these days."""
        first, *later = (self.on(subject, day) for day in days)
        found = dict(first)
        for each in later:
            both = ((id, one, each[id]) for id, one in found.items() if id in each)
            found = {id: max((one, other), key=lambda had: (rank(had), had is not None)) for id, one, other in both}
        return found


def rank(had: Preferred | None) -> int:
    return had.rank if had else 0


@dataclass(frozen=True)
class People:
    """`unsaid`: who said nothing of some of these days; they count as free, and are to be asked."""

    instructors: tuple[Instructor, ...]
    unsaid: frozenset[int]


def people(session, able: Able, house: House, since: date, until: date, planned: Collection[int]) -> People:
    """`planned`: the sessions that people may be taken out of. Five statements, and those of later features."""
    ids = sorted(able.held)
    own = instructors.profiles(session, ids)
    said = availability.said(session, ids, after=since)
    begins, ends = clock.instant(since, time.min), clock.instant(until + DAY, time.min)
    busy = engagements.of_people(session, ids, begins=begins - WEEK, ends=ends + WEEK)
    taken = hooks.known_busy(session, ids, begins=begins, ends=ends)
    found, unsaid = [], set()
    for id in ids:
        free, unknown = times.times(said[id], Window(begins, ends), taken.get(id, ()))
        if unknown:
            unsaid.add(id)
        profile = own.get(id)
        found.append(
            Instructor(
                id,
                able.leads.get(id, {}),
                tuple(Span(*one) for one in times.joined([*free, *unknown])),
                day_minutes=least([house.day_minutes, profile.day_minutes if profile else None]),
                week_minutes=profile.week_minutes if profile else None,
                elsewhere=tuple(
                    Elsewhere(Span(one.begins_at, one.ends_at), one.place_id)
                    for one in busy[id]
                    if one.session_id not in planned
                ),
            )
        )
    return People(tuple(found), frozenset(unsaid))


def with_shares(instance: Instance) -> Instance:
    """Each with their fair share as a target: what a session asks for is shared alike among those who could teach in
    it at the time it has now.
    """
    now = [one for one in every_sitting(instance) if one.span.begins_at == one.session.times[0]]
    reach = within_reach(instance, now)
    able: dict[int, int] = {}
    for mine in reach.values():
        for one in mine:
            able[one.session.id] = able.get(one.session.id, 0) + 1
    shares = []
    for person in instance.instructors:
        parts = [(one, needed(one.session) / able[one.session.id]) for one in reach[person.id]]
        minutes = sum(one.span.minutes * share for one, share in parts)
        late = sum(share for one, share in parts if one.is_evening)
        shares.append(replace(person, target=round(minutes) or None, evenings=-int(-late // 1)))
    return replace(instance, instructors=tuple(shares))


def needed(session) -> int:
    """How many people it takes at the least."""
    return max((part.leads + part.assistants for part in session.parts), default=0)
