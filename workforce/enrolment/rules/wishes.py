"""Which dates end by themselves for somebody who wants several dates of one course."""

from collections.abc import Iterable
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from ..models import Choice, State
from .own_dates import OWN_SEAT

DEFAULT = Choice.BETTER
LAST = 2**31
"""The rank of the only date of somebody who has no list."""

CHOICES = {
    Choice.BETTER: _("I keep waiting for dates that I like better. When I get one, the other dates end."),
    Choice.ONE: _("One seat is enough. When I get one, all other dates end."),
    Choice.ALL: _("I want to keep all of them. Nothing ends by itself."),
}
"""As the person chooses."""

RULES = {
    Choice.BETTER: _(
        "When you get a seat, dates that you like less end by themselves. For better ones you keep waiting."
    ),
    Choice.ONE: _("When you get a seat, all your other dates of this course end by themselves."),
    Choice.ALL: _("Nothing ends by itself. If you do not need a date any more, please cancel it."),
}
"""As the pages and letters tell it."""


class Wanted(NamedTuple):
    """One active enrolment of somebody in a course. `is_fixed`: it is too late to give it up without us."""

    id: int
    rank: int | None
    state: State
    is_fixed: bool = False

    @property
    def has_seat(self):
        return self.state in OWN_SEAT

    @property
    def place(self):
        return not (self.is_fixed and self.has_seat), self.rank or LAST, self.id


def kept(dates: Iterable[Wanted]) -> Wanted | None:
    """The seat that counts: one that can no longer be given up, else the one that they like best. An offer is none."""
    return min((one for one in dates if one.has_seat), key=lambda one: one.place, default=None)


def ending(choice: Choice, dates: Iterable[Wanted]) -> list[int]:
    """The ids of those that end now; the same whatever came first."""
    every = list(dates)
    best = kept(every)
    if best is None or choice is Choice.ALL:
        return []
    others = [one for one in every if one is not best and not (one.is_fixed and one.has_seat)]
    if choice is Choice.ONE or best.is_fixed:
        return [one.id for one in others]
    return [one.id for one in others if one.place > best.place]


def would_end(choice: Choice, dates: Iterable[Wanted], got: int) -> list[int]:
    """What would end if `got` became a seat."""
    return ending(choice, [one._replace(state=State.CONFIRMED) if one.id == got else one for one in dates])
