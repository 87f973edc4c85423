"""What somebody changes about their own account."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, TelField
from wtforms.validators import DataRequired

from ...forms import Form
from ..rules.contacts import normal_phone
from .fields import LANGUAGE_CHOICES, mail_field, new_password_field, read_by, repeated_password_field


class LanguageForm(Form):
    language = RadioField(_("Language"), choices=LANGUAGE_CHOICES)


class NewPasswordForm(Form):
    """Without the old password: for those who just came by a link in their mail."""

    password = new_password_field()
    again = repeated_password_field()


class PasswordForm(NewPasswordForm):
    current = PasswordField(_("Password until now"), [DataRequired(_("Type the password you use now."))])


class MailForm(Form):
    value = mail_field(_("New mail address"))


class PhoneForm(Form):
    value = TelField(_("New telephone number"), [DataRequired(_("Type the number.")), read_by(normal_phone)])
