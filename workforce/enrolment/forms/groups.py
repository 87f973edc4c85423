"""A list of names: rows to type into, text to paste, a file to choose. All of it ends as rows."""

import re

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, TextAreaField
from wtforms.validators import DataRequired

from ...forms import Form, strip
from ...refusals import Refused
from ..rules.group_files import rows_of_file
from ..rules.group_headings import FIELDS
from ..rules.group_tables import AT_MOST, NotAList, rows_of_text
from ..rules.groups import Named
from .group_rows import RowForm

EMPTY_ROWS = 5
ROW = re.compile(r"rows-(\d{1,3})-(\w+)")


class SameMailTwice(Refused):
    message = _("Another row has this mail address. Everybody needs a link of their own: leave it empty, and we call.")
    field = "mail"


class SamePersonTwice(Refused):
    message = _("Another row has the same reading and date of birth. Take one of them out.")
    field = "family_kana"


class GroupForm(Form):
    """`rows`: RowForms, the typed ones first, then what was pasted and what stands in the file.

    `key` makes a second click the same group. `seats`: how many seats the page promised.
    """

    paste = TextAreaField(_("Paste rows from a spreadsheet"))
    file = FileField(_("Choose a file"))
    seats = HiddenField()
    key = HiddenField(validators=[DataRequired(_("This page was not made for sending. Open it again."))])

    def __init__(self, **given):
        super().__init__(**given)
        self.rows: list[RowForm] = []
        self.has_read = False

    def take_rows(self):
        """The rows of this request. A text or file that cannot be read is refused beside its field."""
        typed = [row for row in typed_rows() if any(value for field, value in row.items() if field != "language")]
        for field, read in ((self.paste, self.pasted), (self.file, self.chosen)):
            try:
                found = read()
            except NotAList as refusal:
                field.errors = [*field.errors, refusal.text()]
            else:
                self.has_read = self.has_read or bool(found)
                typed += found
        self.rows = [RowForm.of(number, row) for number, row in enumerate(typed[:AT_MOST])]
        if len(typed) > AT_MOST:
            self.form_errors.append(
                _("Only the first %(most)s rows are here. Enrol the others after them.", most=AT_MOST)
            )
        if not self.paste.errors:
            self.paste.data = ""

    def pasted(self):
        return rows_of_text(self.paste.data) if self.paste.data else []

    def chosen(self):
        file = request.files.get("file")
        return rows_of_file(file.read()) if file and file.filename else []

    def understand(self, cohort, *, today, first_day):
        for row in self.rows:
            row.understand(cohort, today=today, first_day=first_day)
        self.refuse_twice("mail", SameMailTwice, lambda named: named.mail)
        self.refuse_twice("family_kana", SamePersonTwice, lambda named: named.identity)

    def refuse_twice(self, field, refusal, what):
        seen: set = set()
        for row in [row for row in self.rows if row.named]:
            value = what(row.named)
            if value and value in seen:
                row.refuse(refusal())
            seen.add(value)

    @property
    def people(self) -> list[Named]:
        return [row.named for row in self.rows if row.named]

    @property
    def is_right(self) -> bool:
        """Every row is understood, and nothing that was pasted or chosen was refused."""
        return bool(self.rows) and all(row.named for row in self.rows) and not self.has_errors

    def add_empty_rows(self, at_least: int):
        for _missing in range(min(at_least, AT_MOST) - len(self.rows)):
            self.rows.append(RowForm.of(len(self.rows), {}))


def typed_rows() -> list[dict[str, str]]:
    """What stands in the inputs of the request, row by row in their order."""
    found: dict[int, dict[str, str]] = {}
    for name, value in request.form.items():
        if (matched := ROW.fullmatch(name)) and matched[2] in FIELDS:
            found.setdefault(int(matched[1]), {})[matched[2]] = strip(value)
    return [found[number] for number in sorted(found)]
