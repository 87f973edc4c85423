"""The rule about making up what was missed: how much, until when, at what price.

Source: providers of the initial training allow make-up for about a tenth of the subjects (some three), beyond which
nobody completes (大分の実施事業者の学則); the course is to be finished within 8 months, or 18 with a reason such as
illness (北海道の学則). Training in suctioning (喀痰吸引等研修) knows no make-up: who misses a lesson takes it anew.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from math import ceil
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind
from ...i18n.formats import money
from ...money.rules.refunds import months_later
from ...refusals import Refused
from .limits_words import limits_in_words

WHOLE = 100


class OutOfRange(Refused):
    message = _("Give a share up to 100 percent, and tell people at least one day ahead.")


class ExtensionTooShort(Refused):
    message = _("The months with a reason cannot be fewer than those without.")
    field = "extension_months"


@dataclass(frozen=True)
class Limits:
    """Of one kind of course. `share`: percent of its items that may be made up, rounded up; `most`: so many items at
    most; `months`: from the first day. 0: no such limit.
    """

    is_allowed: bool = True
    share: int = 0
    most: int = 0
    months: int = 0

    def items(self, of: int) -> int | None:
        """How many of `of` items may be made up; None: all."""
        if not self.is_allowed:
            return 0
        found = [ceil(of * self.share / WHOLE)] if self.share else []
        return min([*found, *([self.most] if self.most else [])], default=None)


@dataclass(frozen=True)
class MakingUp:
    """`extension_months`: what staff can allow with a reason; `fee`: yen for each seat; `travel`: minutes between two
    places; `trip_days`: a journey is worth so many days of waiting; `ahead_days`: so early people are told that their
    last chance comes; `give_back_hours`: until so long before a session its seat can be given back by oneself.
    """

    extension_months: int
    fee: int
    travel: int
    trip_days: int
    ahead_days: int
    give_back_hours: int
    of: dict[CourseKind, Limits] = field(default_factory=dict)

    def limits(self, kind: CourseKind) -> Limits:
        return self.of.get(kind, Limits())

    def deadline(self, kind: CourseKind, first_day: date) -> date | None:
        months = self.limits(kind).months
        return months_later(first_day, months) if months else None

    def extended(self, kind: CourseKind, first_day: date) -> date | None:
        """The last day to which staff can extend it."""
        if not self.limits(kind).months:
            return None
        return months_later(first_day, max(self.extension_months, self.limits(kind).months))


def read(values: dict[str, Any]) -> MakingUp:
    """{"fee": 0, …, "of": {"initial_training": {"share": 10, …}, …}}; a kind that is not named has no limits."""
    of = {CourseKind(kind): Limits(**given) for kind, given in values["of"].items()}
    return MakingUp(**values | {"of": of})


def check(rule: MakingUp):
    if rule.ahead_days < 1 or any(one.share > WHOLE for one in rule.of.values()):
        raise OutOfRange
    if any(one.months > rule.extension_months for one in rule.of.values()):
        raise ExtensionTooShort


def words(rule: MakingUp) -> Sequence[str]:
    fee = gettext("Each seat to make something up costs %(fee)s.", fee=money(rule.fee))
    return [
        *(in_words(kind, rule.limits(kind)) for kind in CourseKind),
        gettext(
            "With a reason, staff can allow it until %(months)s months after the first day.",
            months=rule.extension_months,
        ),
        fee if rule.fee else gettext("It costs nothing."),
        gettext(
            "Between two places lie %(travel)s minutes; a journey more is worth %(days)s days of waiting.",
            travel=rule.travel,
            days=rule.trip_days,
        ),
        ngettext(
            "People are told %(num)s day before their last chance, at the latest.",
            "People are told %(num)s days before their last chance, at the latest.",
            rule.ahead_days,
        ),
        ngettext(
            "People can give a seat back until %(num)s hour before the session.",
            "People can give a seat back until %(num)s hours before the session.",
            rule.give_back_hours,
        ),
    ]


def in_words(kind: CourseKind, limits: Limits) -> str:
    course = KINDS[kind]
    if not limits.is_allowed:
        return gettext(
            "%(course)s: nothing can be made up; whoever misses something takes the course anew.", course=course
        )
    said = list(limits_in_words(limits)) or [gettext("everything can be made up")]
    return gettext("%(course)s: %(limits)s.", course=course, limits=", ".join(said))


STATUTORY = Limits(share=10, most=3, months=8)

MAKING_UP = policies.kind(
    "making_up",
    _("How much of a course can be made up, and until when"),
    read=read,
    words=words,
    shipped={
        "extension_months": 18,
        "fee": 0,
        "travel": 60,
        "trip_days": 3,
        "ahead_days": 7,
        "give_back_hours": 24,
        "of": {
            "initial_training": asdict(STATUTORY),
            "life_support_training": asdict(STATUTORY),
            "practitioner_training": asdict(Limits(share=10, months=8)),
            "certified_helper": asdict(Limits(months=8)),
            "introductory_training": asdict(Limits(months=8)),
        },
    },
    source="大分の実施事業者の学則（補講は全科目の概ね1割、3科目程度まで）、北海道の学則（修業年限8か月）、"
    "病気などで1年6か月まで延ばす例。喀痰吸引等研修は補講を認めず全科目を受け直す例。都道府県の指定要領で確かめてください。",
    check=check,
)
