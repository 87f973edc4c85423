"""The timetable as staff write it."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Length, ValidationError

from ...forms import Form
from ...i18n.formats import weekdays
from .courses import number_or_none
from .fields import DAY as DAY_PATTERN
from .fields import ChoiceField, ChoicesField, DayField, SeenField, TimeField, WholeField, existing_day, matched

TIMES_AT_MOST = 100


class SessionForm(Form):
    seen = SeenField()
    day = DayField(_("Day"))
    starts = TimeField(_("Begins"))
    ends = TimeField(_("Ends"))
    online = BooleanField(_("This session is online"))
    room = StringField(_("Room"), validators=[Length(max=100)])


class PatternForm(Form):
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
    room = StringField(_("Room"), validators=[Length(max=100)])

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
