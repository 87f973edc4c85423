"""Signing in: mail and password, a link by mail, the code of the second step."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired

from ...forms import Form
from .fields import mail_field


class SignInForm(Form):
    mail = mail_field()
    password = PasswordField(_("Password"), [DataRequired(_("Type your password."))])
    next = HiddenField()


class LinkForm(Form):
    mail = mail_field()


class CodeForm(Form):
    code = StringField(lazy_pgettext("sign-in", "Code"), [DataRequired(_("Type the code."))])
