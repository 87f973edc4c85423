"""A file of the bank: bringing it, saying which column is what, and what becomes of an unclear line."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField
from ...forms import Form
from ..rules.bank_file import Columns, widest

NONE = ""


class FileForm(Form):
    file = FileField(_("CSV file of the bank"))

    @property
    def body(self) -> bytes:
        return self.file.data.read() if self.file.data else b""

    @property
    def name(self) -> str:
        return self.file.data.filename or "" if self.file.data else ""


class ColumnsForm(Form):
    """`rows`: the lines of the file; the first one that is filled names its columns."""

    first = ChoiceField(_("First line with a payment"))
    day = ChoiceField(_("Day"))
    yen = ChoiceField(_("Amount that came in"))
    kana = ChoiceField(_("Sender"))
    words = ChoiceField(_("More words of the sender (may be left out)"))

    def __init__(self, *, rows, **kwargs):
        super().__init__(**kwargs)
        heads = list(headings(rows))
        for field in (self.day, self.yen, self.kana):
            field.offer(heads)
        self.words.offer([(NONE, _("none")), *heads])
        self.first.offer([(n, _("Line %(number)s", number=n + 1)) for n in range(min(len(rows), 20))])

    @property
    def columns(self) -> Columns:
        words = int(self.words.data) if self.words.data else None
        return Columns(int(self.first.data), int(self.day.data), int(self.yen.data), int(self.kana.data), words)


def headings(rows):
    """(number, "1: 取引日") of every column, with the words of its first filled cells."""
    for number in range(widest(rows)):
        said = [row[number] for row in rows[:5] if len(row) > number and row[number]]
        yield number, f"{number + 1}: {' / '.join(said)[:60]}"


class BookForm(Form):
    """`mark` of what the page showed."""

    mark = HiddenField()


class AssignForm(Form):
    receipt = StringField(_("Receipt number"))


class AsideForm(Form):
    reason = StringField(_("Reason"), [Length(max=300, message=_("Shorten the reason to 300 characters."))])
