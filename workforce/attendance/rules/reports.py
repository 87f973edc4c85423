"""Where a report may take the place of a lecture that somebody missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from ... import policies
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind


@dataclass(frozen=True)
class Reports:
    kinds: frozenset[CourseKind]

    def is_allowed(self, kind: CourseKind) -> bool:
        return kind in self.kinds


def read(values: dict[str, Any]) -> Reports:
    return Reports(frozenset(CourseKind(kind) for kind in values["kinds"]))


def words(rule: Reports) -> Sequence[str]:
    if not rule.kinds:
        return [gettext("A report takes the place of no lecture.")]
    return [
        gettext("%(course)s: a report may take the place of a lecture.", course=KINDS[kind])
        for kind in CourseKind
        if kind in rule.kinds
    ]


REPORTS = policies.kind(
    "reports",
    _("Where a report may take the place of a lecture"),
    read=read,
    words=words,
    shipped={"kinds": []},
    source="都道府県の要領にレポートによる補講の定めがあるときだけ設定してください。",
)
