"""When somebody has time: the days of a week, one after another, and days that are different."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import NEEDED, ChoicesField, DayField, TimeField
from ...forms import Form
from ...i18n.formats import weekdays
from ..rules.availability import Hours, first_overlap

DAYS, SLOTS = range(7), range(3)
"""So many times can be written for one weekday."""
ENDS_FIRST = _("It must end after it begins.")


class ToldForm(Form):
    """`said_by` only where staff write for somebody."""

    said_by = StringField(_("Who said so, and how?"), validators=[DataRequired(NEEDED), Length(max=100)])

    def __init__(self, *, is_staff: bool, **kwargs):
        super().__init__(**kwargs)
        if not is_staff:
            del self.said_by

    @property
    def told(self) -> str:
        return self["said_by"].data if "said_by" in self else ""


class WeekForm(ToldForm):
    """`from_<weekday>_<n>` and `until_<weekday>_<n>`, Monday 0."""

    since = DayField(_("From which day on?"))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for day, words in enumerate(weekdays()):
            for slot in SLOTS:
                begins, ends = self.pair(day, slot)
                begins.label.text = gettext("%(weekday)s, from", weekday=words)
                ends.label.text = gettext("%(weekday)s, until", weekday=words)
                begins.flags.optional = ends.flags.optional = False  # the sentence above them says what may stay empty

    @staticmethod
    def beginning(week, since: date) -> dict[str, Any]:
        found: dict[str, Any] = {"since": since}
        for day, hours in (week.hours if week else {}).items():
            for slot, one in zip(SLOTS, hours, strict=False):
                found |= {f"from_{day}_{slot}": one.begins, f"until_{day}_{slot}": one.ends}
        return found

    def pair(self, day, slot):
        return self[f"from_{day}_{slot}"], self[f"until_{day}_{slot}"]

    def more(self, day) -> bool:
        """Whether anything is written in the second time of this day or after it."""
        return any(field.data or field.errors for slot in SLOTS[1:] for field in self.pair(day, slot))

    def of_day(self, day) -> list[Hours]:
        read = [(begins.data, ends.data) for begins, ends in (self.pair(day, slot) for slot in SLOTS)]
        return sorted(Hours(begins, ends) for begins, ends in read if begins and ends)

    def hours(self) -> dict[int, list[Hours]]:
        return {day: found for day in DAYS if (found := self.of_day(day))}

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        pairs = [self.pair(day, slot) for day in DAYS for slot in SLOTS]
        right = all([both_in_order(*pair) for pair in pairs]) and right
        for day in DAYS if right else ():
            if wrong := first_overlap(self.of_day(day)):
                first = next(pair[0] for pair in self.pairs_of(day) if pair[0].data == wrong.begins)
                first.errors = [*first.errors, gettext("This begins before another time of the day ends.")]
                right = False
        return right

    def pairs_of(self, day):
        """The last first: of two that are the same, the second is wrong."""
        return [self.pair(day, slot) for slot in reversed(SLOTS)]


for day in DAYS:
    for slot in SLOTS:
        setattr(WeekForm, f"from_{day}_{slot}", TimeField("", needed=False))
        setattr(WeekForm, f"until_{day}_{slot}", TimeField("", needed=False))


def both_in_order(begins, ends) -> bool:
    """Both or neither, and one after the other; otherwise it is said beside the field."""
    if begins.errors or ends.errors:
        return False
    if (begins.data is None) != (ends.data is None):
        wrong = begins if begins.data is None else ends
        wrong.errors = [*wrong.errors, NEEDED]
        return False
    if begins.data and begins.data >= ends.data:
        ends.errors = [*ends.errors, ENDS_FIRST]
        return False
    return True


class DaysForm(ToldForm):
    first_day = DayField(_("First day"))
    last_day = DayField(_("Last day"), needed=False)
    begins = TimeField(_("Time from"), needed=False)
    ends = TimeField(_("Time until"), needed=False)
    note = StringField(_("What the centre should know"), validators=[Length(max=200)])

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.begins.flags.optional = self.ends.flags.optional = False
        self.note.flags.optional = True

    def validate(self, extra_validators=None):
        return super().validate(extra_validators) and both_in_order(self.begins, self.ends)

    def values(self) -> dict[str, Any]:
        begins, ends = self.begins.data, self.ends.data
        days = {"first_day": self.first_day.data, "last_day": self.last_day.data or self.first_day.data}
        return days | {"hours": Hours(begins, ends) if begins and ends else None, "note": self.note.data or ""}


class CopyForm(ToldForm):
    days = ChoicesField(_("Days to take over"), coerce=date.fromisoformat)
