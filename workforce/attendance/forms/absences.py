"""To which lessons somebody cannot come, and why."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from ... import clock
from ...catalogue.forms.fields import ChoicesField
from ...forms import Form
from ..queries.notices import Lesson

SHOWN = 8
"""Lessons that are seen at once; those of later days fold away."""


class AbsenceForm(Form):
    """`lessons`: ids of sessions, and days (2026-12-05) for all lessons of the day."""

    lessons = ChoicesField(_("To which lessons can you not come?"), validate_choice=False)
    reason = StringField(
        _("Why can you not come?"), [Length(max=200, message=_("Please shorten it to 200 characters."))]
    )

    def offer(self, days: Sequence["Day"]):
        self.lessons.offer((value, value) for day in days for value in day.values)

    def chosen(self, lessons: Sequence[Lesson]) -> set[int]:
        """Ids of sessions, also of those said already; 0 for what is no choice any more."""
        whole = {str(on): {one.session_id for one in day} for on, day in groupby(lessons, day_of)}
        found = [whole.get(each) or {int(each) if each.isdecimal() else 0} for each in self.lessons.data or ()]
        return set().union(*found)


class Day(NamedTuple):
    """The lessons of one day to which somebody is expected."""

    date: date
    lessons: list[Lesson]

    @property
    def values(self) -> list[str]:
        """What can be ticked: the whole day where it has several lessons, and each lesson."""
        whole = [str(self.date)] if len(self.lessons) > 1 else []
        return whole + [str(one.session_id) for one in self.lessons]


def by_day(lessons: Sequence[Lesson]) -> list[Day]:
    """Without those they said that they cannot come to."""
    expected = [one for one in lessons if one.reason is None]
    return [Day(on, list(group)) for on, group in groupby(expected, day_of)]


def day_of(lesson: Lesson) -> date:
    return clock.today(lesson.starts_at)


def folded(days: Sequence[Day]) -> tuple[list[Day], list[Day]]:
    """(those seen at once, the later ones); whole days."""
    seen = 0
    for n, day in enumerate(days):
        if seen >= SHOWN:
            return list(days[:n]), list(days[n:])
        seen += len(day.lessons)
    return list(days), []
