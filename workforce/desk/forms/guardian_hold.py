"""How long a seat is held for a guardian's answer, as administrators set it."""

import json

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, StringField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import NEEDED, DayField, TimeField, WholeField
from ...forms import Form

SPARE = 2
"""Empty rows for more steps; whoever needs still more gets them with the preview."""


class HoldStepForm(Part):
    before = WholeField(_("Days before the start, at least"), needed=False)
    days = WholeField(_("Days to answer"), needed=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for half in (self.before, self.days):
            half.flags.optional = False  # the hint over all rows says which may stay empty

    def validate(self, extra_validators=None):
        """Both halves or none."""
        right = super().validate(extra_validators)
        missing = [half for half in (self.before, self.days) if half.data is None and not half.errors]
        if self.is_empty or not missing:
            return right
        for half in missing:
            half.errors = [NEEDED]
        return False

    @property
    def is_empty(self):
        return self.before.data is None and self.days.data is None


class GuardianHoldForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    closes = TimeField(_("Hour at which the last day ends"))
    steps = FieldList(FormField(HoldStepForm, _("Step")), _("How long guardians have"))
    remind_percent = WholeField(_("Ask once more after so many percent of the time"), least=1)
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
        return {
            "closes": f"{self.closes.data:%H:%M}",
            "steps": [[one.form.before.data, one.form.days.data] for one in self.steps if not one.form.is_empty],
            "remind_percent": self.remind_percent.data,
        }

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)

    def add_spare_rows(self):
        empty = sum(entry.form.is_empty and not entry.errors for entry in self.steps)
        for _missing in range(SPARE - empty):
            self.steps.append_entry()
