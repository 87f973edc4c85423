"""What staff put right about a person, and how they decide about two records."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ...catalogue.forms.fields import options
from ...forms import Form
from ...people.models import ContactKind
from ...people.rules import birth_dates, contacts, names
from ...refusals import Refused


class NamesForm(Form):
    """After `validate`: `name` and `born` as stored. `seen`: actions.names.mark of what the page showed."""

    family_name = StringField(_("Family name"))
    given_name = StringField(_("Given name"))
    family_kana = StringField(_("Reading of the family name"))
    given_kana = StringField(_("Reading of the given name"))
    roman_name = StringField(_("Name in Roman letters"), [Optional()])
    birth_date = StringField(_("Date of birth"))
    seen = HiddenField()
    reason = StringField(_("Reason"), [Optional(), Length(max=200, message=_("Shorten the reason to 200 characters."))])

    name: names.Name | None = None
    born: date | None = None

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def validate(self, extra_validators=None):
        is_good = super().validate(extra_validators)
        for read in (self.read_name, self.read_birth):
            try:
                read()
            except Refused as refusal:
                self.refuse(refusal)
                is_good = False
        return is_good

    def read_name(self):
        self.name = names.name_of(
            family=self.family_name.data or "",
            given=self.given_name.data or "",
            family_kana=self.family_kana.data or "",
            given_kana=self.given_kana.data or "",
            roman_name=self.roman_name.data or "",
        )

    def read_birth(self):
        self.born = birth_dates.parse_date(self.birth_date.data or "", today=self.today)


READERS = {ContactKind.MAIL: contacts.normal_mail, ContactKind.PHONE: contacts.normal_phone}


class ContactForm(Form):
    """After `validate`: `stored`, the value in its normal form."""

    kind = RadioField(
        _("What is it?"),
        choices=options(
            [(ContactKind.PHONE.value, _("Telephone number")), (ContactKind.MAIL.value, _("Mail address"))]
        ),
        default=ContactKind.PHONE.value,
    )
    value = StringField(_("New number or address"), [DataRequired(_("Type the number or the address."))])

    stored = ""

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        try:
            self.stored = READERS[ContactKind(self.kind.data)](self.value.data)
        except Refused as refusal:
            self.value.errors = [refusal.text()]
        return not self.has_errors


class MergeForm(Form):
    """`keep`: the id of the record that stays."""

    keep = RadioField(_("Which record stays?"), validators=[InputRequired(_("Choose which record stays."))])
    reason = TextAreaField(
        _("Why are you sure?"),
        [
            DataRequired(_("Say why you are sure, for example: same telephone, asked at the counter.")),
            Length(max=500, message=_("Shorten the reason to 500 characters.")),
        ],
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.keep.choices = options(choices)
