"""A list of names: rows to type into, text to paste, a file to choose. All of it ends as rows."""

import re
from unicodedata import normalize

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from ... import i18n
from ...catalogue.rules import eligibility
from ...forms import Form, strip
from ...people.rules import birth_dates, contacts, names
from ...refusals import Refused
from ..rules.group_files import rows_of_file
from ..rules.group_headings import FIELDS
from ..rules.group_tables import AT_MOST, LONGEST, NotAList, rows_of_text
from ..rules.groups import Named

EMPTY_ROWS = 5
LANGUAGES = {one.code: one.name for one in i18n.LANGUAGES.values()}
LANGUAGE_WORDS = {
    **{"日本語": "ja", "japanese": "ja", "にほんご": "ja", "やさしい日本語": "easy", "easyjapanese": "easy"},
    **{"英語": "en", "english": "en", "ベトナム語": "vi", "vietnamese": "vi", "tiếngviệt": "vi"},
}
ROW = re.compile(r"rows-(\d{1,3})-(\w+)")


class Formula(Refused):
    message = _("This is a formula. Type what it shows instead.")


class NobodyToReach(Refused):
    message = _("Type a mail address or a telephone number of this person: the link for their own part goes there.")
    field = "mail"


class SameMailTwice(Refused):
    message = _("Another row has this mail address. Everybody needs a link of their own: leave it empty, and we call.")
    field = "mail"


class SamePersonTwice(Refused):
    message = _("Another row has the same reading and date of birth. Take one of them out.")
    field = "family_kana"


class UnknownLanguage(Refused):
    message = _("We do not write in this language yet. Choose another one.")
    field = "language"


def text_field(label):
    return StringField(label, filters=[strip])


class RowForm(PlainForm):
    """One person. `named` after `understand`: the values as stored, or None with an error beside a field."""

    family_name = text_field(_("Family name"))
    given_name = text_field(_("Given name"))
    family_kana = text_field(_("Reading of the family name"))
    given_kana = text_field(_("Reading of the given name"))
    birth_date = text_field(_("Date of birth"))
    mail = text_field(_("Mail address"))
    phone = text_field(_("Telephone number"))
    language = SelectField(
        _("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()], validate_choice=False
    )

    named: Named | None = None

    @classmethod
    def of(cls, number: int, typed) -> "RowForm":
        """`typed`: {field: text}; a language is understood by its code or its name."""
        data = {field: strip(typed.get(field, ""))[:LONGEST] for field in FIELDS}
        return cls(prefix=f"rows-{number}-", data=data | {"language": language_of(data["language"])})

    @property
    def is_empty(self) -> bool:
        return not any(field.data for field in self if field.short_name != "language")

    @property
    def errors_first(self) -> list[tuple[str, str]]:
        """(id of the input, what is wrong with it)."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]

    def understand(self, cohort, *, today, first_day):
        """Read everything; what is wrong stands beside its field, all of it at once."""
        name = self.reads(lambda: names.name_of(**self.name_parts()))
        born = self.reads(lambda: self.birth(cohort, today, first_day))
        reached = self.reads(self.contacts)
        language = self.reads(self.chosen_language)
        if name and born and reached and language:
            mail, phone = reached
            self.named = Named(name, born, mail, phone, language)

    def name_parts(self):
        for field in (self.family_name, self.given_name, self.family_kana, self.given_kana):
            if (field.data or "").startswith(("=", "＝")):
                refusal = Formula()
                refusal.field = field.short_name
                raise refusal
        return {
            "family": self.family_name.data,
            "given": self.given_name.data,
            "family_kana": self.family_kana.data,
            "given_kana": self.given_kana.data,
        }

    def birth(self, cohort, today, first_day):
        born = birth_dates.parse_date(self.birth_date.data or "", today=today)
        if refusal := eligibility.refusal_for(cohort.course, birth_date=born, first_day=first_day):
            raise refusal
        return born

    def contacts(self):
        mail = contacts.normal_mail(self.mail.data) if self.mail.data else None
        phone = contacts.normal_phone(self.phone.data) if self.phone.data else None
        if not mail and not phone:
            raise NobodyToReach
        return mail, phone

    def chosen_language(self):
        if self.language.data not in LANGUAGES:
            raise UnknownLanguage
        return self.language.data

    def reads(self, read):
        try:
            return read()
        except Refused as refusal:
            self.refuse(refusal)
            return None

    def refuse(self, refusal):
        field = self[refusal.field if refusal.field in FIELDS else FIELDS[0]]
        field.errors = [*field.errors, refusal.text()]
        self.named = None


def language_of(typed: str) -> str:
    """The code that is meant; what we do not know stays as it is, to be refused."""
    word = normalize("NFKC", typed).lower().replace(" ", "")
    return LANGUAGE_WORDS.get(word, word) or "ja"


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
