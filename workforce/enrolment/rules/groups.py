"""What would come of a list of names, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from ... import clock
from ...people.rules import ages
from ...people.rules.names import Name
from ...people.rules.same_person import kana_key
from .operator_limits import OperatorLimits
from .states import Seats

ANSWER_BY = time(20)  # at the centre


@dataclass(frozen=True)
class Named:
    """One person as an operator named them, each value as stored."""

    name: Name
    birth_date: date
    mail: str | None
    phone: str | None
    language: str

    @property
    def identity(self) -> tuple[str, date]:
        """Two rows with the same reading and birth date are the same person."""
        return kana_key(self.name.shown_kana), self.birth_date


class Fate(StrEnum):
    SEAT = "seat"
    HELD = "held"  # until a guardian has signed
    WAITING = "waiting"
    APPLIED = "applied"  # where all who apply are decided at once
    ENROLLED = "enrolled"


@dataclass(frozen=True)
class Outlook:
    """What a row would become now; `place` on the waiting list."""

    fate: Fate
    place: int = 0


def outlooks(
    people: Sequence[Named], seats: Seats, known: set, *, free: int, reserved: int = 0, today: date
) -> list[Outlook]:
    """Of each of `people`, in their order. `known`: identities that this operator has enrolled here before.

    `free`: seats that are open to everybody; `reserved`: those that the operator holds without names, which go first.
    """
    having = reserved + (0 if seats.waiting or seats.is_collecting else free)
    waiting = seats.waiting
    found = []
    for one in people:
        if one.identity in known:
            found.append(Outlook(Fate.ENROLLED))
        elif having:
            having -= 1
            found.append(Outlook(Fate.HELD if ages.is_minor(one.birth_date, today) else Fate.SEAT))
        elif seats.is_collecting:
            found.append(Outlook(Fate.APPLIED))
        else:
            waiting += 1
            found.append(Outlook(Fate.WAITING, waiting))
    return found


def seats_in(found: Sequence[Outlook]) -> int:
    """How many seats a list of outlooks promises."""
    return sum(one.fate in (Fate.SEAT, Fate.HELD) for one in found)


def own_part_until(limits: OperatorLimits, cohort, *, at: datetime) -> datetime:
    """Until when the person is asked to complete their own part: in the evening, and before the course begins."""
    evening = clock.instant(clock.today(at) + timedelta(days=limits.own_part_days), ANSWER_BY)
    return min(evening, cohort.starts_at) if cohort.starts_at and cohort.starts_at > at else evening


FATES = {
    Fate.SEAT: _("Gets a seat"),
    Fate.HELD: _("A seat is held until a guardian signs"),
    Fate.WAITING: _("Waiting list, number %(place)s"),
    Fate.APPLIED: _("Applies: the seats are given when applications close"),
    Fate.ENROLLED: _("You have enrolled this person here already: left out"),
}
FATE_TONES = {Fate.SEAT: "good", Fate.HELD: "few", Fate.WAITING: "wait", Fate.APPLIED: "wait", Fate.ENROLLED: "quiet"}


def in_words(outlook: Outlook) -> str:
    words = str(FATES[outlook.fate])
    return words % {"place": outlook.place} if outlook.fate is Fate.WAITING else words
