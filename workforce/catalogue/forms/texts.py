"""One text in every language, Japanese first."""

import re

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import BooleanField, FormField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea, TextInput

from ...forms import Form
from ...i18n.languages import LANGUAGES
from ...i18n.ruby import READING
from ...i18n.wording import Gap, gaps, revised


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
