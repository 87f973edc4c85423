"""The instance of some cohorts over some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ...rules.planning.instance import Instance, Plan
from .words import Words


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
    """
    raise NotImplementedError
