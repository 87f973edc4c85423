"""One row of a list of names: what was typed, understood or refused beside its field."""

from unicodedata import normalize

from flask_babel import lazy_gettext as _
from wtforms import Form as PlainForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from ... import i18n
from ...catalogue.rules import eligibility
from ...forms import strip
from ...people.rules import birth_dates, contacts, names
from ...refusals import Refused
from ..rules.group_headings import FIELDS
from ..rules.group_tables import LONGEST
from ..rules.groups import Named

LANGUAGES = {one.code: one.name for one in i18n.LANGUAGES.values()}
LANGUAGE_WORDS = {
    **{"日本語": "ja", "japanese": "ja", "にほんご": "ja", "やさしい日本語": "easy", "easyjapanese": "easy"},
    **{"英語": "en", "english": "en", "ベトナム語": "vi", "vietnamese": "vi", "tiếngviệt": "vi"},
}


class Formula(Refused):
    message = _("This is a formula. Type what it shows instead.")


class NobodyToReach(Refused):
    message = _("Type a mail address or a telephone number of this person: the link for their own part goes there.")
    field = "mail"


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
