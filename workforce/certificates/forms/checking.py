"""Number and code of a certificate, typed or read from its picture code."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from ...forms import Form
from ...people.rules.receipts import read_code
from ...refusals import Refused
from ..rules.numbers import read


class CheckForm(Form):
    """It only asks: its fields stand in the address, and it needs no token."""

    class Meta(Form.Meta):
        csrf = False

    number = StringField(_("Certificate number"))
    code = StringField(_("Check code"))
    register, position, word = "", 0, ""

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        return all([right, self.is_read(self.read_number), self.is_read(self.read_word)])

    def is_read(self, take) -> bool:
        try:
            take()
        except Refused as refusal:
            self.refuse(refusal)
        else:
            return True
        return False

    def read_number(self):
        self.register, self.position = read(self.number.data)

    def read_word(self):
        self.word = read_code(self.code.data)
