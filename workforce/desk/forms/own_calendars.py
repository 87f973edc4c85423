"""How often own calendars are read, as administrators set it."""

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import WholeField
from ...catalogue.forms.rules import RuleForm


class OwnCalendarsForm(RuleForm):
    hours = WholeField(_("Hours until a calendar is read again"))
    shown = ("hours",)
