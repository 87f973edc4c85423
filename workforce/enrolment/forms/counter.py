"""A whole application on one page, typed while the person speaks."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ... import i18n
from ...catalogue.forms.fields import options
from ...forms import Form
from ...people.rules import ages, birth_dates, contacts, names
from ...refusals import Refused
from ..models import Origin
from ..rules.catalogue import NEEDS, asked_in
from ..rules.guardians import NamedGuardian
from ..rules.steps import asking_of
from ..rules.words import ORIGIN_WORDS
from .questions import QuestionsForm, form_of

NOT_WEB = (Origin.PHONE, Origin.COUNTER, Origin.POST)
SOMEBODY_NEW = "new"


class NobodyToReach(Refused):
    message = _("Type a telephone number or a mail address, so that we can reach this person.")
    field = "phone"


class SomebodyResembles(Refused):
    message = _("We know somebody like this already. Choose below who it is. Nothing is saved yet.")
    field = "person"


class GuardianHalfNamed(Refused):
    message = _("Write the guardian's name and what they are to this person, or leave everything about them empty.")
    field = "guardian_name"


class GuardianOwnMail(Refused):
    message = _("This is the applicant's own mail address. Type the guardian's own, or leave it empty for the paper.")
    field = "guardian_mail"


class CounterForm(Form):
    """After `validate`: `name` (people.rules.names.Name), `born`, `reached_by` (mail or None, phone or None),
    `guardian` (of somebody under 18, if one was named).

    `key` makes a second click the same enrolment. `person`: who this is, once the clerk has looked at everybody who
    resembles them: an id or SOMEBODY_NEW; `seen`: the ids that were shown when the clerk chose.
    """

    cohort = SelectField(_("Course and date"), [DataRequired(_("Choose a course."))])
    origin = RadioField(
        _("How it came"),
        choices=options((one.value, ORIGIN_WORDS[one]) for one in NOT_WEB),
        default=Origin.PHONE.value,
    )
    family_kana = StringField(_("Reading of the family name"))
    given_kana = StringField(_("Reading of the given name"))
    family_name = StringField(_("Family name"))
    given_name = StringField(_("Given name"))
    roman_name = StringField(_("Name in Roman letters"), [Optional()])
    birth_date = StringField(_("Date of birth"))
    phone = StringField(_("Telephone number"))
    mail = StringField(_("Mail address"), [Optional()])
    language = SelectField(_("Language of the messages"), default="ja")
    guardian_name = StringField(_("Name of the guardian"), [Optional(), Length(max=100)])
    relation = StringField(_("What they are to this person"), [Optional(), Length(max=50)])
    guardian_language = SelectField(_("Language of the guardian"), default="ja")
    guardian_mail = StringField(_("Mail address of the guardian"), [Optional()])
    person = StringField(_("Is it one of them?"), [Optional()])
    seen = HiddenField()
    key = HiddenField(validators=[DataRequired(_("This page was not made for sending. Open it again."))])

    is_decided = may_be_new = False
    name: names.Name | None = None
    born: date | None = None
    reached_by: tuple[str | None, str | None] = (None, None)
    guardian: NamedGuardian | None = None

    def __init__(self, *args, cohorts, today, **kwargs):
        """`cohorts`: [(code, words)]."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.cohort.choices = options([("", _("Choose")), *cohorts])
        for field in (self.language, self.guardian_language):
            field.choices = options((one.code, one.name) for one in i18n.LANGUAGES.values())

    def validate(self, extra_validators=None):
        """Everything that is wrong is said at once: the person is still on the telephone."""
        is_good = super().validate(extra_validators)
        for read in (self.read_name, self.read_birth, self.read_contacts, self.read_guardian):
            try:
                read()
            except Refused as refusal:
                self.refuse(refusal)
                is_good = False
        return is_good

    def offer(self, person_ids, *, is_certain):
        """Let the clerk choose between these people and somebody new, unless it is certain who it is."""
        offered = [str(one) for one in person_ids]
        self.may_be_new = not is_certain
        was_seen = set(offered) <= set((self.seen.data or "").split())
        chosen = self.person.data in offered or (self.person.data == SOMEBODY_NEW and self.may_be_new)
        self.is_decided = not offered or (was_seen and chosen)
        self.seen.data = " ".join(offered)
        if not self.is_decided:
            self.refuse(SomebodyResembles())

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

    def read_contacts(self):
        mail = contacts.normal_mail(self.mail.data) if self.mail.data else None
        phone = contacts.normal_phone(self.phone.data) if self.phone.data else None
        if not mail and not phone:
            raise NobodyToReach
        self.reached_by = mail, phone

    def read_guardian(self):
        """Somebody under 18 may name one now or later; of anybody else nothing is kept."""
        is_young = self.born is not None and ages.is_minor(self.born, self.today)
        if not is_young or not (self.guardian_name.data or self.guardian_mail.data):
            return
        if not self.guardian_name.data or not self.relation.data:
            raise GuardianHalfNamed
        mail = contacts.normal_mail(self.guardian_mail.data) if self.guardian_mail.data else None
        if mail and mail == self.reached_by[0]:
            raise GuardianOwnMail
        self.guardian = NamedGuardian(self.guardian_name.data, self.relation.data, self.guardian_language.data, mail)


def questions_for(cohort, at) -> QuestionsForm:
    """Everything that may be asked for `cohort`; none of it must be answered: the clerk asks what the call allows."""
    asked = (*asked_in(asking_of(cohort)), *NEEDS.values())
    form = form_of(tuple(question.key for question in asked))(cohort=cohort, at=at)
    for _question, field in form.questions():
        others = [each for each in field.validators if not isinstance(each, InputRequired | Optional)]
        field.validators = [Optional(), *others]
        field.flags.required, field.flags.optional = False, True
    return form
