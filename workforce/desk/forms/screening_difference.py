"""When two assessors must talk about their points, as administrators set it."""

import json

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import DayField, WholeField
from ...forms import Form


class ScreeningDifferenceForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    criterion = WholeField(_("By one criterion: more than so many percent of its points"), least=1)
    total = WholeField(_("Altogether: more than so many percent of all points"), least=1)
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
        return {name: self[name].data for name in ("criterion", "total")}

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)
