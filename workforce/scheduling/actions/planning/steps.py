"""What each step of applying a plan knows."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ....refusals import Refused
from ...queries.planning import Filled
from ...rules.planning.instance import Plan, Teaching
from .refusals import PlanRefused


@dataclass
class Step:
    """A step from what stands, `found`, to what is to be, `target`."""

    session: Any
    found: Filled
    target: Plan
    by: Any
    at: datetime

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
