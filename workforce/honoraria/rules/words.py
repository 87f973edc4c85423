"""Words for who is paid, and for what."""

from flask_babel import lazy_gettext as _

from ...scheduling.models import Duty
from ..models import Payee

PAYEES = {
    Payee.PERSON: _("The person themselves"),
    Payee.OPERATOR: _("The operator they work for"),
    Payee.NOBODY: _("Nobody: they teach without a fee"),
}
PAID_FOR = {Duty.LEAD: _("Teaching"), Duty.ASSISTANT: _("Teaching as an assistant"), None: _("The way there and back")}
