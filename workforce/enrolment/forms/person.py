"""The pages about the person: name, date of birth, contact. After `validate` each holds what was meant."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import Form as PlainForm
from wtforms import FormField, StringField
from wtforms.validators import Optional

from ... import clock
from ...catalogue.rules import eligibility
from ...i18n import current
from ...i18n.formats import birthday
from ...people.rules import ages, birth_dates, contacts, names
from ...people.rules.eras import in_era
from ...people.rules.kana import kana
from ...refusals import Refused
from .draft import DraftForm


class ContactMissing(Refused):
    message = _("Type a mail address or a telephone number. One of them is enough.")
    field = "mail"


class NameForm(DraftForm):
    """`name`: people.rules.names.Name."""

    family_name = StringField(_("Family name"))
    given_name = StringField(_("Given name"))
    family_kana = StringField(_("Reading of the family name"))
    given_kana = StringField(_("Reading of the given name"))
    roman_name = StringField(_("Name in Roman letters"), validators=[Optional()])

    name: names.Name | None = None

    def validate(self, extra_validators=None):
        """Every field says at once what is wrong with it; only then the whole is looked at."""
        readers = (
            (self.family_name, names.normalise),
            (self.given_name, names.normalise),
            (self.family_kana, kana),
            (self.given_kana, kana),
            (self.roman_name, names.roman),
        )
        is_good = super().validate(extra_validators) and None not in [reads(field, read) for field, read in readers]
        return is_good and self.reads_whole()

    def reads_whole(self):
        try:
            self.name = names.name_of(
                family=self.family_name.data,
                given=self.given_name.data,
                family_kana=self.family_kana.data,
                given_kana=self.given_kana.data,
                roman_name=self.roman_name.data,
            )
        except Refused as refusal:
            self.refuse(refusal)
        return self.name is not None

    def facts(self):
        """What was understood, for reading back: (term, value) in words."""
        name = self.name
        assert name is not None
        return [
            (_("Name"), name.shown),
            (_("Reading"), name.shown_kana),
            (_("Name in Roman letters"), name.roman if name.roman != name.shown else None),
        ]


class DateParts(PlainForm):
    year = StringField(lazy_pgettext("birthday", "Year"))
    month = StringField(lazy_pgettext("birthday", "Month"))
    day = StringField(lazy_pgettext("birthday", "Day"))


class BirthForm(DraftForm):
    """`birth_date`, and whether a guardian must sign. Says on the spot if the course is not for this age."""

    birth = FormField(DateParts, _("When were you born?"), separator="_")

    birth_date: date | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        try:
            born = birth_dates.parse_date(list(self.birth.data.values()), today=clock.today(self.at))
            first_day = clock.today(self.cohort.starts_at or self.at)
            refusal = eligibility.refusal_for(self.cohort.course, birth_date=born, first_day=first_day)
        except Refused as unreadable:
            refusal = unreadable
        if refusal:
            self.birth.form.form_errors.append(refusal.text())
            return False
        self.birth_date = born
        return True

    @property
    def is_minor(self):
        assert self.birth_date is not None
        return ages.is_minor(self.birth_date, clock.today(self.at))

    def facts(self):
        assert self.birth_date is not None
        era = f"（{in_era(self.birth_date)}）" if current().html_lang == "ja" else ""
        return [(_("Date of birth"), birthday(self.birth_date) + era)]


class ContactForm(DraftForm):
    """`reached_by`: (mail or None, phone or None), as stored."""

    mail = StringField(_("Mail address"))
    phone = StringField(_("Telephone number"))

    reached_by: tuple[str | None, str | None] = (None, None)

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        if not self.mail.data and not self.phone.data:
            self.refuse(ContactMissing())
            return False
        readers = ((self.mail, contacts.normal_mail), (self.phone, contacts.normal_phone))
        read = [reads(field, reader) if field.data else "" for field, reader in readers]
        self.reached_by = read[0] or None, read[1] or None
        return not self.has_errors

    def facts(self):
        mail, phone = self.reached_by
        return [(_("Mail address"), mail), (_("Telephone number"), phone and contacts.shown_phone(phone))]


def reads(field, read):
    """`read` of what was typed; what it refuses is said beside the field, and None given back."""
    try:
        return read(field.data or "")
    except Refused as refusal:
        field.errors = [*field.errors, refusal.text()]
        return None
