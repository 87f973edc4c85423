"""What staff type when people want to wait together, and when they choose what happens to seats that are too few."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired

from ...catalogue.forms.fields import options
from ...catalogue.models import GroupRule
from ...forms import Form
from ...people.rules import receipts
from ..rules.together import NAMES
from .person import reads


class BringForm(Form):
    """`read_receipt`: of whoever is to wait with this person."""

    receipt = StringField(_("Receipt number of the other person"))
    back = HiddenField()

    read_receipt: str | None = None

    def validate(self, extra_validators=None):
        if not super().validate(extra_validators):
            return False
        self.read_receipt = reads(self.receipt, receipts.read)
        return not self.has_errors


class GroupRuleForm(Form):
    group_rule = RadioField(
        _("What happens to free seats that are too few for a group?"),
        [InputRequired(_("Choose what happens to these seats."))],
        choices=options(NAMES.items()),
        coerce=GroupRule,
    )
