"""Inputs for instants, days, times, whole numbers and choices.

What cannot be read is shown again as it was typed, with a sentence beside it.
"""

import re
from datetime import date, datetime, time
from unicodedata import normalize

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from ... import clock

MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]+(\d{1,2})[:時](\d{1,2})(?::\d\d)?分?")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
TIME = re.compile(r"(\d{1,2})[:時](\d{2})(?::\d\d)?分?")
NUMBER = re.compile(r"\d{1,9}")

NEEDED = _("Fill this in.")


class TypedField(Field):
    """A text that `read` turns into a value. Empty is None; `needed` says whether that is allowed.

    While it holds something unreadable it is a plain text input: browsers empty a date input they do not understand.
    """

    widget = TextInput()
    input_type = "text"
    wrong = NEEDED

    def __init__(self, label, *, needed=True, **kwargs):
        super().__init__(label, **kwargs)
        self.needed = needed
        if not needed:
            self.flags.optional = True

    def process_formdata(self, valuelist):
        self.typed = valuelist[0] if valuelist else ""
        text = normalize("NFKC", self.typed).strip()
        self.data = None
        if text:
            self.data = self.read(text)
        elif self.needed:
            raise ValueError(NEEDED)

    def read(self, text):
        raise NotImplementedError

    def write(self, value) -> str:
        return str(value)

    def _value(self):
        if self.data is None:
            return getattr(self, "typed", "")
        return self.write(self.data)

    def __call__(self, **attributes):
        self.widget = TextInput("text" if self.errors else self.input_type)
        return super().__call__(**attributes)


def matched(pattern, text, wrong):
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(wrong)
    return [int(group) for group in found.groups()]


class MomentField(TypedField):
    """An instant, typed as date and time at the centre."""

    input_type = "datetime-local"
    wrong = _("Type the date and the time, for example 2026-12-05 18:30.")

    def read(self, text):
        *day, hour, minute = matched(MOMENT, text, self.wrong)
        if hour > 23 or minute > 59:
            raise ValueError(self.wrong)
        return clock.instant(existing_day(*day), time(hour, minute))

    def write(self, value):
        return f"{clock.local(value):%Y-%m-%dT%H:%M}"


class DayField(TypedField):
    input_type = "date"
    wrong = _("Type the date, for example 2026-12-05.")

    def read(self, text):
        return existing_day(*matched(DAY, text, self.wrong))

    def write(self, value):
        return value.isoformat()


def existing_day(year, month, day):
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(NO_SUCH_DAY) from None
    if found.year not in YEARS:
        raise ValueError(NO_SUCH_DAY)
    return found


NO_SUCH_DAY = _("This day is not possible. Look at a calendar and type another, like 2026-12-05.")
YEARS = range(2000, 2101)


class TimeField(TypedField):
    input_type = "time"
    wrong = _("Type the time, for example 18:30.")

    def read(self, text):
        try:
            return time(*matched(TIME, text, self.wrong))
        except ValueError:
            raise ValueError(self.wrong) from None

    def write(self, value):
        return f"{value:%H:%M}"


class WholeField(TypedField):
    """A whole number of at least `least`; 12,000円 and ２０名 are read too."""

    wrong = _("Type a whole number, for example 20.")

    def __init__(self, label, *, least=0, **kwargs):
        super().__init__(label, **kwargs)
        self.least = least

    def read(self, text):
        digits = re.sub(r"[,、\s]|円$|名$|分$|人$|^¥", "", text)
        if not NUMBER.fullmatch(digits):
            raise ValueError(self.wrong)
        if int(digits) < self.least:
            raise ValueError(_("Type a larger number: at least %(least)s.", least=self.least))
        return int(digits)


class ChoiceField(SelectField):
    """One of `pairs`, (value, words); they may be set later with `offer`."""

    def __init__(self, label, pairs=(), **kwargs):
        kwargs = {"invalid_choice_message": CHOOSE, "invalid_value_message": CHOOSE} | kwargs
        super().__init__(label, choices=options(pairs), **kwargs)

    def offer(self, pairs):
        self.choices = options(pairs)


class ChoicesField(SelectMultipleField):
    """Any of `pairs`, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label, pairs=(), **kwargs):
        super().__init__(label, choices=options(pairs), invalid_value_message=CHOOSE, **kwargs)
        self.invalid_choice_message = CHOOSE

    def offer(self, pairs):
        self.choices = options(pairs)


CHOOSE = _("Choose from the list.")


def options(pairs):
    return [SelectChoice(str(value), words) for value, words in pairs]


class SeenField(HiddenField):
    """The `changed_at` of what the editor looks at, so that two people do not overwrite each other unknowingly."""

    def process_formdata(self, valuelist):
        try:
            seen = datetime.fromisoformat(valuelist[0]) if valuelist else None
        except ValueError:
            seen = None
        self.data = seen if seen and seen.tzinfo else None

    def _value(self):
        return self.data.isoformat() if self.data else ""
