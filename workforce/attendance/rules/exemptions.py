"""Which subjects somebody need not take again: by what they have completed before, subject by subject, never in hours.

Source: 実務者研修 450 h: 初任者研修 and ヘルパー2級 spare 130 h each, of different subjects (columns inferred from a
flattened table, uncertain). What 生活援助従事者研修 and 入門的研修 spare is for the prefecture to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind
from .qualifications import QUALIFICATIONS, Qualification

COURSES = (
    CourseKind.INITIAL_TRAINING,
    CourseKind.LIFE_SUPPORT_TRAINING,
    CourseKind.PRACTITIONER_TRAINING,
)
"""Courses from whose subjects somebody can be exempted."""


@dataclass(frozen=True)
class Exemptions:
    """{kind of course: {qualification: numbers of its subjects}}"""

    of: dict[CourseKind, dict[Qualification, tuple[int, ...]]]

    def subjects(self, kind: CourseKind, qualification: Qualification) -> tuple[int, ...]:
        return self.of.get(kind, {}).get(qualification, ())

    def known(self, kind: CourseKind) -> list[Qualification]:
        """With which somebody is exempted from something."""
        return [one for one, numbers in self.of.get(kind, {}).items() if numbers]


def read(values: dict[str, Any]) -> Exemptions:
    return Exemptions(
        {
            CourseKind(kind): {Qualification(one): tuple(numbers) for one, numbers in rows.items()}
            for kind, rows in values.items()
        }
    )


def words(rule: Exemptions) -> Sequence[str]:
    return [in_words(kind, one, rule.subjects(kind, one)) for kind in COURSES for one in rule.of.get(kind, {})]


def in_words(kind, qualification, numbers):
    said = {"course": KINDS[kind], "qualification": QUALIFICATIONS[qualification]}
    if not numbers:
        return gettext("%(course)s, %(qualification)s: nobody has set it yet, nothing is exempted.", **said)
    listed = gettext(", ").join(str(number) for number in numbers)
    return gettext("%(course)s, %(qualification)s: subjects %(numbers)s.", **said, numbers=listed)


EXEMPTIONS = policies.kind(
    "exemptions",
    _("Subjects that somebody need not take again"),
    read=read,
    words=words,
    shipped={
        "initial_training": {"life_support_training": [], "introductory_training": []},
        "life_support_training": {"introductory_training": []},
        "practitioner_training": {
            "initial_training": [1, 2, 4, 7, 8, 9, 14, 16, 18],
            "helper_2": [1, 2, 4, 5, 7, 8, 9, 18],
        },
    },
    source="実務者研修の科目免除の例（初任者研修・ヘルパー2級とも130時間。科目の内訳は要確認）。"
    "生活援助従事者研修・入門的研修からの免除は都道府県の要領で確かめてください。",
)
