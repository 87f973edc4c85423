"""The timetable as staff write it."""

from datetime import date

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField
from wtforms.validators import Length, ValidationError

from ...forms import Form
from ...i18n.formats import weekdays
from ..hooks import Wanted
from .courses import number_or_none
from .fields import DAY as DAY_PATTERN
from .fields import ChoiceField, ChoicesField, DayField, SeenField, TimeField, WholeField, existing_day, matched

TIMES_AT_MOST = 100


class InRoom(Form):
    """A session that may have one of our rooms. `rooms`: (value, words) of each; where there is none, a room is a word.

    `instead`: what could be had, after the room was refused; `asks_anyway`: whether it is only small.
    """

    booked = ChoiceField(_("Room"), default="")
    room = StringField(_("Room"), validators=[Length(max=100)])

    def __init__(self, *args, rooms=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.instead = []
        self.asks_anyway = False
        if rooms:
            self.booked.offer([("", _("None of our rooms")), *rooms])
            self.room.label.text = _("Or another room, in words")
        else:
            del self.booked

    def refuse(self, refusal):
        super().refuse(refusal)
        self.instead = getattr(refusal, "alternatives", [])
        self.asks_anyway = getattr(refusal, "can_be_confirmed", False)

    def wanted(self, *, anyway) -> Wanted | None:
        """As the actions take it; None where there is nothing to choose from."""
        return Wanted(self.booked.data or "", anyway) if "booked" in self else None


class SessionForm(InRoom):
    seen = SeenField()
    day = DayField(_("Day"))
    starts = TimeField(_("Begins"))
    ends = TimeField(_("Ends"))
    anyway = BooleanField(_("Take this room although it is small"))
    online = BooleanField(_("This session is online"))


def taking_instead(sent) -> MultiDict:
    """What was sent; after a button that offers another room or time, as if that had been typed: "5:seminar 2026-11-03
    18:00 20:40".
    """
    found = MultiDict(sent)
    chosen = dict(zip(("booked", "day", "starts", "ends"), found.pop("instead", "").split(), strict=False))
    for name, value in chosen.items() if len(chosen) == 4 else ():
        found.setlist(name, [value])
    return found


class PatternForm(InRoom):
    """Stands in the address: asking changes nothing. `left_out`: days, as typed, that are not to be used."""

    class Meta:
        csrf = False

    first = DayField(_("From this day on"))
    weekday = ChoicesField(_("On these weekdays"), coerce=int)
    times = WholeField(_("How many sessions"), least=1)
    starts = TimeField(_("Begins"))
    ends = TimeField(_("Ends"))
    left_out = StringField(_("Days to leave out, with commas between them"))
    online = BooleanField(_("These sessions are online"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.weekday.offer(list(enumerate(weekdays())))
        self.days_left_out = []

    def validate_weekday(self, field):
        if not field.data:
            raise ValidationError(_("Choose at least one weekday."))

    def validate_times(self, field):
        if field.data and field.data > TIMES_AT_MOST:
            raise ValidationError(_("Type a smaller number: at most %(most)s.", most=TIMES_AT_MOST))

    def validate_ends(self, field):
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("The session must end after it begins. Correct one of the two times."))

    def validate_left_out(self, field):
        texts = (field.data or "").replace("、", ",").replace("，", ",").split(",")
        self.days_left_out = [read_day(text.strip()) for text in texts if text.strip()]


def read_day(text):
    try:
        return existing_day(*matched(DAY_PATTERN, text, DayField.wrong))
    except ValueError as error:
        raise ValidationError(error.args[0]) from None


class DaysForm(Form):
    """Which days of the pattern become sessions. `rows`: of the page; on a day on which the room is not free, another
    room is chosen, or the day is left out.
    """

    use = ChoicesField(_("Days to add"))

    def __init__(self, rows, **kwargs):
        super().__init__(data={"use": [str(row.day) for row in rows if row.is_free]}, **kwargs)
        self.use.offer([(str(row.day), str(row.day)) for row in rows if row.is_free])
        self.rows = rows

    def chosen(self, sent) -> dict[date, str | None]:
        """{day: the value of its room, None for that of the pattern}."""
        days: dict[date, str | None] = {row.day: None for row in self.rows if str(row.day) in (self.use.data or ())}
        for row in self.rows:
            value = sent.get(f"room-{row.day}", "")
            if row.clash and value in {one.value for one in row.clash.instead}:
                days[row.day] = value
        return dict(sorted(days.items()))


class PartForm(Form):
    """`items`: (id, words) pairs."""

    class Meta:
        csrf = False  # several on one page; the token of the page is checked for every request (web.responses)

    item = ChoiceField(_("Item"), coerce=number_or_none)
    minutes = WholeField(_("Minutes"), least=1)

    def __init__(self, items, **kwargs):
        super().__init__(**kwargs)
        self.item.offer(items)


class MinutesForm(Form):
    class Meta:
        csrf = False

    minutes = WholeField(_("Minutes"), least=1)
