"""What operators may reserve, as administrators set it."""

import json

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import DayField, WholeField
from ...forms import Form

NUMBERS = ("seats", "days", "notice_days", "own_part_days", "remind_days")


class ReservationLimitsForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    seats = WholeField(_("Seats of a cohort that one operator may hold without names"), least=1)
    days = WholeField(_("Days after which they return at the latest"), least=1)
    notice_days = WholeField(_("Remind the operator so many days before"))
    own_part_days = WholeField(_("Days for the own part of whoever was named"), least=1)
    remind_days = WholeField(_("Remind them so many days before"))
    source = StringField(
        _("Source"),
        [
            DataRequired(_("Write where the rule comes from: a law, an agreement, or who decided it and when.")),
            Length(max=300, message=_("Shorten the source to 300 characters.")),
        ],
    )
    previewed = HiddenField()

    def values(self):
        """As the kind keeps them."""
        return {name: self[name].data for name in NUMBERS}

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)
