"""Those who teach: what they may teach, when they have time and where else they have to be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from .... import clock
from ... import hooks
from ...rules import availability as times
from ...rules import wishes as rather
from ...rules.days import Busy
from ...rules.planning.instance import Elsewhere, Instance, Instructor, Session, Span, Wish
from ...rules.planning.sittings import Sitting, every_sitting, within_reach
from ...rules.requirements import Alternative, Preferred, Requirements, Subject
from ...rules.spans import Span as Window
from ...rules.standing import Held
from .. import availability, engagements, instructors, wishes
from .terms import House, least

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONTH = 365.25 / 12
"""Days."""


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
    """`unsaid`: who said nothing of some of these days; they count as free, and are to be asked. `liked`: {person:
    minutes that they would like to teach on these days}, of those who said so.
    """

    instructors: tuple[Instructor, ...]
    unsaid: frozenset[int]
    liked: Mapping[int, int]


def people(session, able: Able, house: House, since: date, until: date, planned: Collection[int]) -> People:
    """`planned`: the sessions that people may be taken out of. Six statements, and those of later features."""
    ids = sorted(able.held)
    own = instructors.profiles(session, ids)
    said = availability.said(session, ids, after=since)
    begins, ends = clock.instant(since, time.min), clock.instant(until + DAY, time.min)
    busy = engagements.of_people(session, ids, begins=begins - WEEK, ends=ends + WEEK)
    taken = hooks.known_busy(session, ids, begins=begins, ends=ends)
    unwilling = wishes.said(session, ids, after=since)
    found, unsaid, liked, window = [], set(), {}, Window(begins, ends)
    for id in ids:
        free, unknown = times.times(said[id], window, taken.get(id, ()))
        if unknown:
            unsaid.add(id)
        profile = own.get(id)
        there = [one for one in busy[id] if one.session_id not in planned]
        if profile and profile.month_minutes:
            liked[id] = left(profile.month_minutes, there, window)
        found.append(
            Instructor(
                id,
                able.leads.get(id, {}),
                tuple(Span(*one) for one in times.joined([*free, *unknown])),
                day_minutes=least([house.day_minutes, profile.day_minutes if profile else None]),
                week_minutes=profile.week_minutes if profile else None,
                wishes=tuple(Wish(Span(*one)) for one in rather.spans(unwilling[id], window)),
                elsewhere=tuple(Elsewhere(Span(one.begins_at, one.ends_at), one.place_id) for one in there),
            )
        )
    return People(tuple(found), frozenset(unsaid), liked)


def left(month_minutes: int, elsewhere: Sequence[Busy], window: Window) -> int:
    """Minutes of what somebody would like to teach in a month, as much as falls to this window, without what they do
    elsewhere.
    """
    days = (window.ends_at - window.begins_at) / DAY
    done = sum(Span(*each).minutes for each in times.within(times.joined(elsewhere), window))
    return max(0, round(month_minutes * days / MONTH) - done)


def with_shares(instance: Instance, liked: Mapping[int, int]) -> Instance:
    """Each with a target: what they would like to teach, as far as they could at the times that sessions have now; what
    that leaves of a session is shared alike among the others who could teach in it.
    """
    now = [one for one in every_sitting(instance) if one.span.begins_at == one.session.times[0]]
    reach = within_reach(instance, now)
    could = {id: sum(one.span.minutes for one in mine) for id, mine in reach.items()}
    wanted = {id: min(minutes, could[id]) for id, minutes in liked.items() if could.get(id)}
    share = shares(reach, wanted)
    found = []
    for person in instance.instructors:
        parts = [(one, share[person.id, one.session.id]) for one in reach[person.id]]
        minutes = wanted.get(person.id, round(sum(one.span.minutes * part for one, part in parts)) or None)
        late = sum(part for one, part in parts if one.is_evening)
        found.append(replace(person, target=minutes, evenings=-int(-late // 1)))
    return replace(instance, instructors=tuple(found))


def shares(reach: Mapping[int, Sequence[Sitting]], wanted: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """{(person, session): how much of one person}; whoever said how much has as much of each session as of all."""
    able: dict[int, list[int]] = {}
    session: dict[int, Session] = {}
    for id, mine in reach.items():
        for one in mine:
            able.setdefault(one.session.id, []).append(id)
            session[one.session.id] = one.session
    alike = {id: needed(session[id]) / len(who) for id, who in able.items()}
    part = {id: wanted[id] / sum(one.span.minutes * alike[one.session.id] for one in reach[id]) for id in wanted}
    found: dict[tuple[int, int], float] = {}
    for session_id, who in able.items():
        own = {id: alike[session_id] * part[id] for id in who if id in part}
        others = len(who) - len(own)
        rest = max(0.0, needed(session[session_id]) - sum(own.values())) / others if others else 0.0
        found |= {(id, session_id): own.get(id, rest) for id in who}
    return found


def needed(session: Session) -> int:
    """How many people it takes at the least."""
    return max((part.leads + part.assistants for part in session.parts), default=0)
