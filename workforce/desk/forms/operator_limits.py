"""What operators may reserve, as administrators set it."""

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import WholeField
from ...catalogue.forms.rules import RuleForm


class ReservationLimitsForm(RuleForm):
    seats = WholeField(_("Seats of a cohort that one operator may hold without names"), least=1)
    days = WholeField(_("Days after which they return at the latest"), least=1)
    notice_days = WholeField(_("Remind the operator so many days before"))
    own_part_days = WholeField(_("Days for the own part of whoever was named"), least=1)
    remind_days = WholeField(_("Remind them so many days before"))
    shown = ("seats", "days", "notice_days", "own_part_days", "remind_days")
