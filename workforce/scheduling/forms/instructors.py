"""The papers of those who teach, as staff note them."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from ...catalogue.forms.fields import CHOOSE, DAY, NO_SUCH_DAY, ChoiceField, DayField, WholeField, matched
from ...forms import Form
from ..rules.licences import FIELDS, LICENCES, Field, LicenceKind

EARLIEST, LATEST = 1940, 2100
HOUR = 60
NOBODY = ""
SEEN = _("On which day did you see the paper?")
SHORT = Length(max=200, message=_("Shorten this to 200 characters."))


class LongAgoField(DayField):
    """A day that may lie before this century."""

    def read(self, text):
        year, month, day = matched(DAY, text, self.wrong)
        try:
            found = date(year, month, day)
        except ValueError:
            raise ValueError(NO_SUCH_DAY) from None
        if not EARLIEST <= year <= LATEST:
            raise ValueError(NO_SUCH_DAY)
        return found


class LicenceForm(Form):
    kind = ChoiceField(
        _("Licence or post"), [("", _("Choose one")), *LICENCES.items()], validators=[InputRequired(CHOOSE)]
    )
    since = LongAgoField(_("Since when"))
    seen_on = DayField(SEEN)

    def values(self):
        return {"kind": LicenceKind(self.kind.data), "since": self.since.data, "seen_on": self.seen_on.data}


class PracticeForm(Form):
    field = ChoiceField(_("Field"), [("", _("Choose one")), *FIELDS.items()], validators=[InputRequired(CHOOSE)])
    from_on = LongAgoField(_("First day"))
    until_on = LongAgoField(_("Last day"), needed=False)
    place = StringField(_("Where"), [SHORT])
    seen_on = DayField(SEEN)

    def values(self):
        days = {name: self[name].data for name in ("from_on", "until_on", "seen_on")}
        return {"field": Field(self.field.data), "place": self.place.data or "", **days}


class EndForm(Form):
    until_on = LongAgoField(_("Last day on which it counts"))
    reason = StringField(_("Why"), [SHORT])


class TakeOutForm(Form):
    wrong = StringField(_("What was wrong?"), [SHORT])


class InstructorForm(Form):
    operator = ChoiceField(
        _("Operator of the register"), coerce=lambda typed: int(typed) if typed and typed != "None" else None
    )
    employer = StringField(_("Or another employer"), [SHORT])
    history_on = LongAgoField(_("Day of the career sheet (講師履歴書) in the files"), needed=False)
    day_hours = WholeField(_("At most so many hours a day"), needed=False, least=1)
    week_hours = WholeField(_("At most so many hours a week"), needed=False, least=1)

    @classmethod
    def beginning(cls, row):
        if row is None:
            return {}
        hours = {
            "day_hours": row.day_minutes and row.day_minutes // HOUR,
            "week_hours": row.week_minutes and row.week_minutes // HOUR,
        }
        return {"operator": row.operator_id, "employer": row.employer, "history_on": row.history_on, **hours}

    def values(self):
        return {
            "operator_id": self.operator.data,
            "employer": self.employer.data or "",
            "history_on": self.history_on.data,
            "day_minutes": minutes(self.day_hours.data),
            "week_minutes": minutes(self.week_hours.data),
        }


def minutes(hours: int | None) -> int | None:
    return None if hours is None else hours * HOUR
