"""Finding back: by a short code, a receipt number or the mail address on file."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from ...forms import Form
from ...people.rules import contacts, receipts
from ...refusals import Refused
from .person import reads


class NothingToFind(Refused):
    message = _("Type the receipt number, or the mail address that you gave us.")
    field = "receipt"


class CodeForm(Form):
    """`read_code`: the eight signs that were meant."""

    code = StringField(_("Your code"))

    read_code: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.read_code = reads(self.code, receipts.read_code)
        return self.read_code is not None


class GroupCodeForm(CodeForm):
    """The code of people who wait together, which one of them has passed on."""

    code = StringField(_("Code of the group"))


class FindForm(Form):
    """`read_receipt` and `read_mail`: what was typed, as stored; at least one."""

    receipt = StringField(_("Receipt number"))
    mail = StringField(_("Mail address"))

    read_receipt: str | None = None
    read_mail: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        if not self.receipt.data and not self.mail.data:
            self.refuse(NothingToFind())
            return False
        self.read_receipt = reads(self.receipt, receipts.read) if self.receipt.data else None
        self.read_mail = reads(self.mail, contacts.normal_mail) if self.mail.data else None
        return not self.has_errors


class MailForm(Form):
    """`read_mail`: where the link to the draft goes."""

    mail = StringField(_("Mail address"))

    read_mail: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.read_mail = reads(self.mail, contacts.normal_mail)
        return self.read_mail is not None


class NewContactForm(Form):
    """`read_mail` or `read_phone`: what shall be written to or called from now on."""

    mail = StringField(_("New mail address"))
    phone = StringField(_("New telephone number"))

    read_mail: str | None = None
    read_phone: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        if not self.mail.data and not self.phone.data:
            self.mail.errors = [_("Type a new mail address or a new telephone number.")]
            return False
        self.read_mail = reads(self.mail, contacts.normal_mail) if self.mail.data else None
        self.read_phone = reads(self.phone, contacts.normal_phone) if self.phone.data else None
        return not self.has_errors
