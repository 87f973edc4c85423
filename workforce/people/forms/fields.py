"""What several forms of people ask for."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, StopValidation

from ...i18n import LANGUAGES
from ...refusals import Refused
from ..rules.contacts import normal_mail


def read_by(read):
    """A validator: the field becomes `read(what was typed)`, or shows why that was refused."""

    def validate(_form, field):
        try:
            field.data = read(field.data)
        except Refused as refusal:
            raise StopValidation(refusal.text()) from None

    return validate


def mail_field(label=_("Mail address")):
    return EmailField(label, [DataRequired(_("Type the mail address.")), read_by(normal_mail)])


LANGUAGE_CHOICES = [SelectChoice(language.code, language.name) for language in LANGUAGES.values()]


def new_password_field():
    return PasswordField(_("New password"), [DataRequired(_("Type a password of at least 10 characters."))])


def repeated_password_field():
    same = EqualTo("password", _("The two passwords differ. Type the same one twice."))
    return PasswordField(_("The same password once more"), [same])
