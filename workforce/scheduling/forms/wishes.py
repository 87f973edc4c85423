"""When somebody would rather not teach, and how much they would like to."""

from typing import Any

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import ChoicesField, DayField, TimeField, WholeField
from ...forms import Form
from ...i18n.formats import weekdays
from ..rules.availability import Hours
from .availability import ToldForm, both_in_order


class RatherForm(ToldForm):
    """Without times: all day."""

    begins = TimeField(_("Rather not from"), needed=False)
    ends = TimeField(_("Rather not until"), needed=False)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.begins.flags.optional = self.ends.flags.optional = False

    def validate(self, extra_validators=None):
        return super().validate(extra_validators) and both_in_order(self.begins, self.ends)

    @property
    def hours(self) -> Hours | None:
        begins, ends = self.begins.data, self.ends.data
        return Hours(begins, ends) if begins and ends else None


class RatherWeekForm(RatherForm):
    weekdays = ChoicesField(_("On which days of the week?"), coerce=int)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.weekdays.offer(enumerate(weekdays()))

    def values(self) -> dict[str, Any]:
        return {"weekdays": self.weekdays.data, "hours": self.hours}


class RatherDaysForm(RatherForm):
    first_day = DayField(_("First day"))
    last_day = DayField(_("Last day"), needed=False)

    def values(self) -> dict[str, Any]:
        days = {"first_day": self.first_day.data, "last_day": self.last_day.data or self.first_day.data}
        return days | {"hours": self.hours}


class LikedForm(Form):
    hours = WholeField(_("Hours a month"), needed=False, least=1)
