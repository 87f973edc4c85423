"""Who is asked to agree for somebody under 18; and the guardian's own answers."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from ... import i18n
from ...catalogue.forms.fields import options
from ...forms import Form
from ...people.rules import contacts, receipts
from ..models.consents import Purpose
from ..rules.consents import ASKED, NAMES
from ..rules.guardians import MailMissing, NamedGuardian, OwnMail
from .draft import DraftForm
from .person import reads

MAIL, PAPER = "mail", "paper"
YES_NO = (("yes", _("Yes")), ("no", _("No")))
WAYS = (
    (MAIL, _("By mail: your guardian gets a link and answers on the phone or computer")),
    (PAPER, _("On paper: I print a sheet, or get it from the centre")),
)
NAME_LENGTH = Length(max=100, message=_("Shorten the name to 100 characters."))
RELATION_LENGTH = Length(max=50, message=_("Shorten this to 50 characters."))


class NamingFields(Form):
    """After `validate`: `guardian`, the NamedGuardian that was meant. `own_mail`: the applicant's, which is refused."""

    guardian_name = StringField(
        _("Name of your guardian"), [DataRequired(_("Write the name of your parent or guardian.")), NAME_LENGTH]
    )
    relation = StringField(
        _("What they are to you"),
        [DataRequired(_("Write what they are to you, for example mother.")), RELATION_LENGTH],
    )
    guardian_language = SelectField(_("The language that your guardian reads best"), validate_choice=False)
    way = RadioField(
        _("How shall we ask your guardian?"), [InputRequired(_("Choose by mail or on paper."))], choices=[]
    )
    mail = StringField(_("Mail address of your guardian"))

    own_mail: str | None = None
    guardian: NamedGuardian | None = None

    def speak(self):
        """Labels and choices in the reader's language; the guardian's is at first the applicant's own."""
        self.guardian_language.choices = options((one.code, one.name) for one in i18n.LANGUAGES.values())
        if self.guardian_language.data not in i18n.LANGUAGES:
            self.guardian_language.data = i18n.current().code
        self.way.choices = options(WAYS)

    def read_guardian(self) -> bool:
        mail = None
        if self.way.data == MAIL and not self.mail.data:
            self.refuse(MailMissing())
        elif self.way.data == MAIL:
            mail = reads(self.mail, contacts.normal_mail)
            if mail and mail == self.own_mail:
                self.refuse(OwnMail())
        if self.has_errors:
            return False
        self.guardian = NamedGuardian(self.guardian_name.data, self.relation.data, self.guardian_language.data, mail)
        return True

    def facts(self):
        """What was understood, for reading back."""
        named = self.guardian
        assert named is not None
        return [
            (_("Name of your guardian"), named.name),
            (_("What they are to you"), named.relation),
            (_("Language"), i18n.LANGUAGES[named.language].name),
            (_("How we ask"), named.mail or _("on paper")),
        ]


class GuardianForm(NamingFields, DraftForm):
    """The page of the form for somebody under 18."""

    def __init__(self, **given):
        super().__init__(**given)
        self.speak()

    def validate(self, extra_validators=None):
        return super().validate(extra_validators) and self.read_guardian()


class NamingForm(NamingFields, Form):
    """The same after sending: by the applicant, or by staff."""

    back = HiddenField()

    def __init__(self, *args, own_mail=None, **given):
        super().__init__(*args, **given)
        self.own_mail = own_mail
        self.speak()

    def validate(self, extra_validators=None):
        return super().validate(extra_validators) and self.read_guardian()


def naming_of(request) -> dict[str, str]:
    """What the page begins with: who was named before."""
    if request is None:
        return {}
    return {
        "guardian_name": request.guardian_name,
        "relation": request.relation,
        "guardian_language": request.language,
        "way": MAIL if request.mail else PAPER,
        "mail": request.mail or "",
    }


class CodeForm(Form):
    """The paper's two numbers. After `validate`: `read_receipt`, `read_code`."""

    receipt = StringField(_("Receipt number"))
    code = StringField(_("Code on the paper"))

    read_receipt: str | None = None
    read_code: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.read_receipt = reads(self.receipt, receipts.read)
        self.read_code = reads(self.code, receipts.read_code)
        return not self.has_errors


class AnswerForm(Form):
    """The guardian's answer; `said`: {purpose: bool}. `sure`: a no to taking part was asked about once more.

    `asked`: the purposes of this course, taking part first.
    """

    taking_part = RadioField(validators=[InputRequired(_("Choose yes or no."))], choices=[])
    photographs = RadioField(validators=[InputRequired(_("Choose yes or no."))], choices=[])
    news = RadioField(validators=[InputRequired(_("Choose yes or no."))], choices=[])
    guardian_name = StringField(_("Your name"), [DataRequired(_("Write your own name.")), NAME_LENGTH])
    relation = StringField(
        _("You are the child's (mother, father, …)"),
        [DataRequired(_("Write what you are to the child, for example mother.")), RELATION_LENGTH],
    )
    sure = HiddenField()

    def __init__(self, *args, asked: Sequence[Purpose], **given):
        super().__init__(*args, **given)
        for purpose in Purpose:
            if purpose not in asked:
                del self[purpose.value]
                continue
            field = self[purpose.value]
            field.label.text, field.choices = str(ASKED[purpose]), options(YES_NO)
        self.asked = list(asked)

    def validate(self, extra_validators=None):
        is_good = super().validate(extra_validators)
        if len(self.asked) > 1:
            for purpose in self.asked:
                field = self[purpose.value]
                field.errors = [f"{NAMES[purpose]} – {error}" for error in field.errors]
        return is_good

    @property
    def said(self) -> dict[Purpose, bool]:
        return {purpose: self[purpose.value].data == "yes" for purpose in self.asked}

    @property
    def is_no(self):
        return not self.said[Purpose.TAKING_PART]

    @property
    def is_sure(self):
        return not self.is_no or self.sure.data == "yes"
