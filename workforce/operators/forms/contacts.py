"""Whom an operator, or staff for it, invites."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from ...forms import Form
from ...people.forms.fields import mail_field
from ..models import ContactRole
from ..rules.words import ROLES


class ContactForm(Form):
    mail = mail_field()
    role = RadioField(
        _("What they may do"),
        choices=[SelectChoice(one.value, words) for one, words in ROLES.items()],
        coerce=ContactRole,
        default=ContactRole.MANAGER.value,
    )
