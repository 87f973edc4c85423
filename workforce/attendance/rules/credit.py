"""What a presence counts for. Marks keep minutes of presence; only here do they become credit, by the rule of the day.

Source: providers of the initial training count whoever comes late or leaves early as absent for that part, whatever the
reason (domain notes on 出席の取扱い); workshops have no such rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind


@dataclass(frozen=True)
class Lateness:
    """In courses of `part_lost` a part counts whole or not at all; in all others the minutes of presence count."""

    part_lost: frozenset[CourseKind]

    def credit(self, kind: CourseKind, *, present: int, part: int) -> int:
        """Minutes that count of a part of `part` minutes, for `present` minutes in the room."""
        if kind in self.part_lost:
            return part if present >= part else 0
        return min(present, part)


def read(values: dict[str, Any]) -> Lateness:
    """{"part_lost": ["initial_training", …]}"""
    return Lateness(frozenset(CourseKind(kind) for kind in values["part_lost"]))


def words(rule: Lateness) -> Sequence[str]:
    """What the rule means, a sentence a kind of course."""
    return [in_words(kind, kind in rule.part_lost) for kind in CourseKind]


def in_words(kind: CourseKind, is_lost: bool) -> str:
    if is_lost:
        return gettext("%(course)s: whoever misses any minute of a part loses the whole part.", course=KINDS[kind])
    return gettext("%(course)s: the minutes in the room count.", course=KINDS[kind])


LATENESS = policies.kind(
    "lateness",
    _("What counts when somebody comes late or leaves early"),
    read=read,
    words=words,
    shipped={
        "part_lost": ["initial_training", "life_support_training", "practitioner_training"],
    },
    source="初任者研修の実施事業者の例（遅刻・早退はその時限を欠席とする）。都道府県の指定要領で確かめてください。",
)
