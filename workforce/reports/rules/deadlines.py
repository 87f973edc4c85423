"""By when the authority wants which paper about a cohort.

Source: one prefecture's rules (designation two months before the first recruiting, plan one month before recruiting,
change ten days before it, cancellation within ten days, result within thirty days after the end).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from ... import policies
from ...catalogue.models import CourseKind
from ...refusals import Refused

DESIGNATED = (CourseKind.INITIAL_TRAINING, CourseKind.LIFE_SUPPORT_TRAINING)
"""Kinds of course for which a prefecture designates the provider, and wants these papers."""


class Paper(StrEnum):
    PLAN = "plan"
    CHANGE = "change"
    REPORT = "report"
    CANCELLATION = "cancellation"


NAMES = {
    Paper.PLAN: _("Plan of the course (研修計画)"),
    Paper.CHANGE: _("Notice of a change (変更届)"),
    Paper.REPORT: _("Report on the result (事業修了報告書)"),
    Paper.CANCELLATION: _("Notice that it was cancelled (中止届)"),
}
SENT = {
    Paper.PLAN: "plan_sent",
    Paper.CHANGE: "change_sent",
    Paper.REPORT: "report_sent",
    Paper.CANCELLATION: "cancellation_sent",
}
"""What history says of a cohort once the paper is on its way."""


class DaysOutOfRange(Refused):
    message = _("Give each paper 1 to 365 days.")


@dataclass(frozen=True)
class Deadlines:
    """In days: `plan` before recruiting begins, `change` before what changes, `cancellation` after it was decided,
    `report` after the last day.
    """

    plan: int
    change: int
    cancellation: int
    report: int


@dataclass(frozen=True)
class Due:
    """`sent_on`: None while nobody has noted that it is on its way."""

    paper: Paper
    day: date
    sent_on: date | None = None

    def is_late(self, today: date) -> bool:
        return self.sent_on is None and self.day < today


def day_of(rule: Deadlines, paper: Paper, day: date) -> date:
    """`day`: on which recruiting begins, the first change counts, it was cancelled, or the last day."""
    if paper in (Paper.PLAN, Paper.CHANGE):
        return day - timedelta(days=rule.plan if paper is Paper.PLAN else rule.change)
    return day + timedelta(days=rule.report if paper is Paper.REPORT else rule.cancellation)


def due(
    rule: Deadlines,
    *,
    opens_on: date,
    ends_on: date | None,
    cancelled_on: date | None,
    sent: dict[Paper, date],
    changes_on: date | None = None,
):
    """What is to be sent about one cohort, in the order of the days. `changes_on`: the first day of what the authority
    was not told yet.
    """
    days = {Paper.PLAN: day_of(rule, Paper.PLAN, opens_on)}
    if changes_on and not cancelled_on:
        days[Paper.CHANGE] = day_of(rule, Paper.CHANGE, changes_on)
        sent = {paper: day for paper, day in sent.items() if paper is not Paper.CHANGE}
    if cancelled_on:
        days[Paper.CANCELLATION] = day_of(rule, Paper.CANCELLATION, cancelled_on)
    elif ends_on:
        days[Paper.REPORT] = day_of(rule, Paper.REPORT, ends_on)
    return sorted((Due(paper, day, sent.get(paper)) for paper, day in days.items()), key=lambda one: one.day)


def read(values: dict[str, Any]) -> Deadlines:
    return Deadlines(**values)


def check(rule: Deadlines):
    if not all(1 <= days <= 365 for days in asdict(rule).values()):
        raise DaysOutOfRange


def words(rule: Deadlines) -> Sequence[str]:
    return [
        ngettext(
            "The plan goes out %(num)s day before recruiting begins.",
            "The plan goes out %(num)s days before recruiting begins.",
            rule.plan,
        ),
        ngettext(
            "A change is reported %(num)s day before it.", "A change is reported %(num)s days before it.", rule.change
        ),
        ngettext(
            "A cancelled cohort is reported within %(num)s day.",
            "A cancelled cohort is reported within %(num)s days.",
            rule.cancellation,
        ),
        ngettext(
            "The result is reported within %(num)s day after the last day.",
            "The result is reported within %(num)s days after the last day.",
            rule.report,
        ),
    ]


DEADLINES = policies.kind(
    "regulatory_deadlines",
    _("Deadlines of the authority"),
    read=read,
    words=words,
    shipped={"plan": 30, "change": 10, "cancellation": 10, "report": 30},
    source="ある県（介護員養成研修）の公表例：計画は募集開始の1か月前、変更届は10日前、中止届は10日以内、"
    "事業修了報告は終了後30日以内。指定権者の定めに合わせて設定してください。",
    check=check,
)
