"""Who pays less, and how much less: a part of the tuition, in percent or in yen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.models import FeeKind
from ...i18n.formats import money
from ...refusals import Refused
from ..models import Asking, Evidence, Ground
from .ledger import Statement

WHOLE = 100

GROUNDS = {
    Ground.RESIDENT: _("I live in the city"),
    Ground.STUDENT: _("I am a student"),
    Ground.INCOME: _("My income is low"),
}
GROUND_NAMES = {
    Ground.RESIDENT: _("Lives in the city"),
    Ground.STUDENT: _("Student"),
    Ground.INCOME: _("Low income"),
}
EVIDENCE = {
    Evidence.RESIDENCE: _("Certificate of residence"),
    Evidence.STUDENT_CARD: _("Student card"),
    Evidence.TAX: _("Tax certificate"),
    Evidence.WELFARE: _("Certificate of public assistance"),
    Evidence.OTHER: _("Another paper"),
}
ASKINGS = {
    Asking.ASKED: _("We are looking at it"),
    Asking.GRANTED: _("Granted"),
    Asking.REFUSED: _("Not granted"),
}


class BothOrMore(Refused):
    message = _("Give a percentage or an amount for each ground, not both, and at most 100 percent.")


@dataclass(frozen=True)
class Reductions:
    """`off`: {ground: (percent, yen)}, one of the two 0; a ground that is not offered is missing."""

    off: dict[Ground, tuple[int, int]]
    objection_days: int

    def yen(self, ground: Ground, tuition: int) -> int:
        """What is taken off a tuition that still stands at `tuition` yen."""
        percent, yen = self.off.get(ground, (0, 0))
        return max(min(tuition, yen or tuition * percent // WHOLE), 0)


def tuition_of(found: Statement) -> int:
    """What stands of the tuition: the charge, less what was taken off before."""
    return sum(line.yen for line in found.fees if line.fee is FeeKind.TUITION)


def read(values: dict[str, Any]) -> Reductions:
    """{"student": [50, 0], "resident": [0, 5000], "objection_days": 90}"""
    off = {ground: tuple(values[ground.value]) for ground in Ground if any(values.get(ground.value, (0, 0)))}
    return Reductions(off, values["objection_days"])


def check(rule: Reductions):
    if any((percent and yen) or percent > WHOLE for percent, yen in rule.off.values()):
        raise BothOrMore


def words(rule: Reductions) -> Sequence[str]:
    if not rule.off:
        return [gettext("Nobody pays less: no ground is set.")]
    said = [
        gettext("%(who)s: %(off)s off the tuition", who=GROUND_NAMES[ground], off=money(yen) if yen else f"{percent}%")
        for ground, (percent, yen) in rule.off.items()
    ]
    days = ngettext(
        "Whoever does not agree says so within %(num)s day. Then somebody else decides.",
        "Whoever does not agree says so within %(num)s days. Then somebody else decides.",
        rule.objection_days,
    )
    return [*said, days]


REDUCTIONS = policies.kind(
    "reductions",
    _("Who pays less"),
    read=read,
    words=words,
    shipped={"objection_days": 90},
    source="減免の対象と額はセンターと市が決める値です。",
    check=check,
)
