"""How long rooms are set up and cleared, as administrators set it."""

from flask_babel import lazy_gettext as _

from ...catalogue.forms.fields import WholeField
from ...catalogue.forms.rules import RuleForm


class RoomMinutesForm(RuleForm):
    setup = WholeField(_("Minutes to set it up"))
    clearing = WholeField(_("Minutes to clear it"))
    shown = ("setup", "clearing")
