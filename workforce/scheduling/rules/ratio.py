"""How many trainees one who teaches may have: the rest of them need assistants. A rule that differs by place.

Source: for exercises no figure of the country or of Tokyo was found. One for 20 in exercises and one for 10 where
bodies are cared for are what courses of this kind plan with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.models import Mode
from ...refusals import Refused

MOST = 200


class TraineesOutOfRange(Refused):
    message = _("Give at most 200 trainees.")


@dataclass(frozen=True)
class Ratio:
    """At most so many trainees for each who teaches, by how an item is taught; 0: any number."""

    lecture: int = 0
    exercise: int = 0
    practical: int = 0

    def assistants(self, mode: Mode, trainees: int) -> int:
        """How many beside the one who leads."""
        most = getattr(self, mode.value)
        return max(0, -(-trainees // most) - 1) if most else 0


def read(values: dict[str, Any]) -> Ratio:
    return Ratio(values["lecture"], values["exercise"], values["practical"])


def check(rule: Ratio):
    if any(not 0 <= each <= MOST for each in (rule.lecture, rule.exercise, rule.practical)):
        raise TraineesOutOfRange


def words(rule: Ratio) -> Sequence[str]:
    named = (
        (rule.lecture, _("Lectures: one who teaches for %(most)s trainees.")),
        (rule.exercise, _("Exercises: one who teaches for %(most)s trainees.")),
        (rule.practical, _("Practice of care: one who teaches for %(most)s trainees.")),
    )
    said = [str(sentence) % {"most": most} for most, sentence in named if most]
    return [*said, gettext("A cohort with more seats needs assistants in such a part; the timetable is planned so.")]


RATIO = policies.kind(
    "trainees_per_instructor",
    _("How many trainees one who teaches may have"),
    read=read,
    words=words,
    shipped={"lecture": 0, "exercise": 20, "practical": 10},
    source="国・都の基準は見つかっていない。演習は20人、身体介護の実技は10人に1人という研修の計画上の目安（未確認）。",
    check=check,
)
