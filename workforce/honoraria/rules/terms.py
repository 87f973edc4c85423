"""What an hour of teaching is paid, which minutes count and how they become hours.

Sources: tables of towns for the fees of lecturers differ: Hamura pays by rank, Manno, Kutchan and Yonaguni round and
cap in three ways, Kuma pays assistants. None of them is a law: what counts is what the centre has set.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...i18n.formats import money
from ...scheduling.models import Duty

HOUR, HALF_HOUR = 60, 30


class Rank(StrEnum):
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    INTERNAL = "internal"


class Rounding(StrEnum):
    """How minutes become hours. HOUR: under thirty are cut, thirty or more are an hour. HALF: under thirty are half an
    hour, thirty or more are an hour. EXACT: to the minute.
    """

    HOUR = "hour"
    HALF = "half"
    EXACT = "exact"


class Counted(StrEnum):
    """PARTS: the minutes of the parts somebody teaches, without breaks. SESSION: from its beginning to its end."""

    PARTS = "parts"
    SESSION = "session"


class Span(StrEnum):
    """What is rounded: each session, or the sum of a day."""

    SESSION = "session"
    DAY = "day"


RANKS = {
    Rank.FIRST: _("Rank 1: professors, doctors, lawyers"),
    Rank.SECOND: _("Rank 2"),
    Rank.THIRD: _("Rank 3"),
    Rank.FOURTH: _("Rank 4"),
    Rank.INTERNAL: _("Our own people"),
}
ROUNDINGS = {
    Rounding.HOUR: _("Less than 30 minutes is cut, 30 minutes or more is a whole hour"),
    Rounding.HALF: _("Less than 30 minutes is half an hour, 30 minutes or more is a whole hour"),
    Rounding.EXACT: _("To the minute"),
}
COUNTED = {
    Counted.PARTS: _("The minutes of the parts they teach, without breaks"),
    Counted.SESSION: _("From the beginning of the session to its end, with breaks"),
}
SPANS = {Span.DAY: _("The sum of a day"), Span.SESSION: _("Each session")}


@dataclass(frozen=True)
class Terms:
    """`lead`, `assistant`: yen an hour by rank. Beyond `day_hours` a day (0: no limit) the next `half_hours` are paid
    half, and what is beyond that is not paid.
    """

    lead: dict[Rank, int] = field(default_factory=dict)
    assistant: dict[Rank, int] = field(default_factory=dict)
    rounding: Rounding = Rounding.HOUR
    counted: Counted = Counted.PARTS
    span: Span = Span.DAY
    day_hours: int = 0
    half_hours: int = 0

    def rate(self, rank: Rank, duty: Duty) -> int:
        return (self.lead if duty is Duty.LEAD else self.assistant)[rank]


def read(values: dict[str, Any]) -> Terms:
    return Terms(
        lead={rank: values["lead"][rank.value] for rank in Rank},
        assistant={rank: values["assistant"][rank.value] for rank in Rank},
        rounding=Rounding(values["rounding"]),
        counted=Counted(values["counted"]),
        span=Span(values["span"]),
        day_hours=values["day_hours"],
        half_hours=values["half_hours"],
    )


def words(terms: Terms) -> list[str]:
    said = [
        gettext(
            "%(rank)s: %(lead)s an hour, as an assistant %(assistant)s.",
            rank=RANKS[rank],
            lead=money(terms.lead[rank]),
            assistant=money(terms.assistant[rank]),
        )
        for rank in Rank
    ]
    said += [
        gettext("What counts: %(what)s. Waiting and the way there do not count.", what=COUNTED[terms.counted]),
        gettext("Rounded is: %(what)s. %(how)s.", what=SPANS[terms.span], how=ROUNDINGS[terms.rounding]),
    ]
    if terms.day_hours:
        said.append(
            ngettext(
                "At most %(num)s hour a day is paid in full.",
                "At most %(num)s hours a day are paid in full.",
                terms.day_hours,
            )
        )
        said.append(beyond(terms))
    return said


def beyond(terms):
    if not terms.half_hours:
        return gettext("What is beyond that is not paid.")
    return ngettext(
        "The next %(num)s hour is paid half, and what is beyond that is not paid.",
        "The next %(num)s hours are paid half, and what is beyond that is not paid.",
        terms.half_hours,
    )


def table(*yen: int, assistant: int, **more) -> dict[str, Any]:
    """As the kind keeps it; the last of `yen` is that of every further rank."""
    rates = [*yen, *[yen[-1]] * (len(Rank) - len(yen))]
    return {
        "lead": {rank.value: each for rank, each in zip(Rank, rates, strict=True)},
        "assistant": {rank.value: min(assistant, each) for rank, each in zip(Rank, rates, strict=True)},
        "rounding": "hour",
        "counted": "parts",
        "span": "day",
        "day_hours": 0,
        "half_hours": 0,
    } | more


@dataclass(frozen=True)
class Example:
    """Terms of a town that a centre may begin with."""

    title: Any
    values: dict[str, Any]
    source: str


HAMURA = (15000, 12500, 10000, 8000, 5000)
EXAMPLES = {
    "hamura": Example(
        _("Hamura: five ranks"),
        table(*HAMURA, assistant=2500),
        "羽村市の講師謝礼基準（上限）。補助講師は球磨村の例。端数の扱いは仮の値",
    ),
    "manno": Example(
        _("Manno: three ranks, less than 30 minutes is half an hour"),
        table(10000, 7000, 5000, assistant=2500, rounding="half"),
        "まんのう町の講師謝礼基準（3区分。区分4と内部講師は区分3と同じとした）。補助講師は球磨村の例",
    ),
    "kutchan": Example(
        _("Kutchan: at most three hours a day"),
        table(*HAMURA, assistant=2500, day_hours=3),
        "倶知安町の講師謝礼基準（端数と1日3時間まで）。金額は羽村市の例で、仮の値",
    ),
    "yonaguni": Example(
        _("Yonaguni: four hours a day, then half for two"),
        table(*HAMURA, assistant=2500, rounding="exact", day_hours=4, half_hours=2),
        "与那国町の講師謝礼基準（1日4時間、超える2時間までは半額）。金額は羽村市の例で、仮の値",
    ),
}

TERMS = policies.kind(
    "instructor_fees",
    _("Fees of instructors by the hour"),
    read=read,
    words=words,
    shipped=EXAMPLES["hamura"].values,
    source="仮の値：" + EXAMPLES["hamura"].source + "。センターの基準を確認してください",
)
