"""An instance as a linear program: what its variables mean, and how a plan is read from their values."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from .instance import Duty, Instance, Plan, Session, Teaching
from .program import Program
from .sittings import Roster, Sitting, every_sitting

Key = tuple[int, datetime]
"""Of a sitting: its session, and when that begins."""


Labels = tuple[tuple[Hashable, ...], tuple[date, ...], tuple[int, ...]]


class Impossible(Exception):
    """What is pinned cannot be held together with the rules; `conflicts` says which."""


@dataclass
class Model:
    """`there`: is somebody at a sitting. `rosters`: do they hold that day so. `posts`: is somebody in a part, with
    that duty. `whole`: is a part staffed. `housed`: is a sitting in a room. `held`: does a session take place at a
    sitting, of those whose time is open. `labels`: whom, which weeks and which cohorts a variable is about.
    """

    instance: Instance
    before: Plan | None = None
    program: Program = field(default_factory=Program)
    there: dict[tuple[int, Key], int] = field(default_factory=dict)
    rosters: dict[int, Roster] = field(default_factory=dict)
    posts: dict[Teaching, int] = field(default_factory=dict)
    of_post: dict[tuple[int, Duty], list[int]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[int, int] = field(default_factory=dict)
    housed: dict[tuple[int, Key], int] = field(default_factory=dict)
    held: dict[Key, int] = field(default_factory=dict)
    labels: dict[int, Labels] = field(default_factory=dict)

    @cached_property
    def sittings(self) -> list[Sitting]:
        return every_sitting(self.instance)

    @cached_property
    def of_session(self) -> dict[int, list[Sitting]]:
        """{session: its sittings}"""
        found: dict[int, list[Sitting]] = {one.id: [] for one in self.instance.sessions}
        for one in self.sittings:
            found[one.session.id].append(one)
        return found

    @cached_property
    def sitting(self) -> dict[Key, Sitting]:
        return {one.key: one for one in self.sittings}

    def variable(self, sittings: Iterable[Sitting], *who: Hashable) -> int:
        """A new one about these sittings, and about these people or rooms."""
        variable, every = self.program.variable(), list(sittings)
        weeks, cohorts = {one.week for one in every}, {one.session.cohort for one in every}
        self.labels[variable] = (who, tuple(sorted(weeks)), tuple(sorted(cohorts)))
        return variable

    def presence(self, person: int, session: Session) -> list[int]:
        """The variables that say somebody is in the session, at whichever of its times."""
        keys = ((person, (session.id, begins_at)) for begins_at in session.times)
        return [self.there[key] for key in keys if key in self.there]

    def housed_of(self, session: int) -> list[tuple[int, int]]:
        """[(room, whether the session is in it)]"""
        keys = [one.key for one in self.of_session[session]]
        rooms = self.instance.rooms
        every = ((room.id, self.housed.get((room.id, key))) for room in rooms for key in keys)
        return [(room, variable) for room, variable in every if variable is not None]

    def plan(self, values: Sequence[int]) -> Plan:
        return Plan(
            frozenset(one for one, variable in self.posts.items() if values[variable]),
            {session: room for (room, (session, _)), variable in self.housed.items() if values[variable]},
            {session: begins_at for (session, begins_at), variable in self.held.items() if values[variable]},
        )
