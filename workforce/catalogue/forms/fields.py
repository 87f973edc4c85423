"""Inputs for instants, days, times, whole numbers, and for one text in every language.

What cannot be read is shown again as it was typed, with a sentence beside it.
"""

import re
from datetime import date, datetime, time
from unicodedata import normalize

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextArea, TextInput

from ... import clock
from ...forms import Form
from ...i18n.languages import LANGUAGES
from ...i18n.ruby import READING
from ...i18n.wording import Gap, gaps, revised

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


# --- one text in every language ---------------------------------------------------------------------------------------


def verbatim(html) -> Markup:
    """Braces as they are: pages turn {漢字|かんじ} into readings, but an editor must see what is written."""
    return Markup(str(html).replace("{", "&#123;"))


class VerbatimLine(TextInput):
    def __call__(self, field, **attributes):
        return verbatim(super().__call__(field, **attributes))


class VerbatimArea(TextArea):
    def __call__(self, field, **attributes):
        return verbatim(super().__call__(field, **attributes))


class JapaneseFirst:
    """Translations hang on the Japanese text; `needed` asks for it in any case."""

    def __init__(self, needed):
        self.needed = needed

    def __call__(self, form, field):
        if field.data:
            return
        if self.needed:
            raise ValidationError(_("Write the Japanese text: every translation follows it."))
        if any(form[code].data for code in LANGUAGES if code != "ja"):
            raise ValidationError(_("Write the Japanese text too: without it nobody sees the translations."))


HALF_WIDTH = str.maketrans("｛｜｝", "{|}")


def marks(text):
    """Marks of readings as they are stored, whichever width they were typed in."""
    return text.translate(HALF_WIDTH) if text else text


def readings_fit(_form, field):
    if re.search(r"[{|}]", READING.sub("", field.data or "")):
        raise ValidationError(_("Write readings like ｛漢字｜かんじ｝: the kanji, a bar, the reading in hiragana."))


class Texts(PlainForm):
    class Meta(Form.Meta):
        pass


def texts_form(*, lines, needed):
    kind, widget = (TextAreaField, VerbatimArea()) if lines > 1 else (StringField, VerbatimLine())
    fields: dict[str, object] = {}
    for code, language in LANGUAGES.items():
        checks = [JapaneseFirst(needed)] if code == "ja" else [readings_fit] if code == "easy" else []
        shown = {"lang": language.html_lang, "dir": language.dir} | ({"rows": lines} if lines > 1 else {})
        filters = [marks] if code == "easy" else []
        fields[code] = kind(language.name, validators=checks, filters=filters, widget=widget, render_kw=shown)
        if code != "ja":
            fields[f"{code}_checked"] = BooleanField(_("I checked it: it says the same as the Japanese text"))
    return type("TextsForm", (Texts,), fields)


LOOKED_AT = (Gap.STALE, Gap.MACHINE)


class LocalizedField(FormField):
    """One LocalizedText: an input a language. See `inputs` for showing it and `revised` for what to store."""

    def __init__(self, label, *, lines=1, needed=True, **kwargs):
        super().__init__(texts_form(lines=lines, needed=needed), label, **kwargs)
        self.text: dict = {}

    def process(self, formdata, data=None, extra_filters=None):
        self.text = data if isinstance(data, dict) else {}
        words = {code: value if code == "ja" else value["text"] for code, value in self.text.items()}
        super().process(formdata, words, extra_filters)

    @property
    def inputs(self):
        """(input, what translators should look at or None, its box "checked" or None), Japanese first."""
        found = gaps(self.text)
        for code in LANGUAGES:
            gap = found.get(code)
            yield self.form[code], gap, self.form[f"{code}_checked"] if gap in LOOKED_AT else None

    @property
    def revised(self):
        """The text after this edit. A translation that was checked counts as made anew for the Japanese wording."""
        others = {code: self.form[code].data for code in LANGUAGES if code != "ja"}
        kept = {code: old for code, old in self.text.items() if code == "ja" or not self.form[f"{code}_checked"].data}
        ja = self.form["ja"].data
        return revised(kept, ja, others) if ja else {}
