"""Rules that differ by place, as administrators set them."""

import json

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, StringField
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length

from ...catalogue.forms.fields import NEEDED, DayField, TimeField, WholeField
from ...forms import Form

SOURCE_MISSING = _("Write where the rule comes from: a law, an agreement, or who decided it and when.")
SPARE = 2
"""Empty rows for more steps; whoever needs still more gets them with the preview."""


class StepForm(Part):
    days = WholeField(_("Days before the start, at least"), needed=False)
    hours = WholeField(_("Hours to answer"), needed=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for half in (self.days, self.hours):
            half.flags.optional = False  # the hint over all rows says which may stay empty

    def validate(self, extra_validators=None):
        """Both halves or none."""
        right = super().validate(extra_validators)
        missing = [half for half in (self.days, self.hours) if half.data is None and not half.errors]
        if self.is_empty or not missing:
            return right
        for half in missing:
            half.errors = [NEEDED]
        return False

    @property
    def is_empty(self):
        return self.days.data is None and self.hours.data is None


class QuietHoursForm(Form):
    from_day = DayField(_("Counts from"))
    begins = TimeField(_("From"))
    ends = TimeField(_("Until"))
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
        return {"begins": f"{self.begins.data:%H:%M}", "ends": f"{self.ends.data:%H:%M}"}

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)


class OfferHoursForm(Form):
    """`previewed`: what the page has explained, so that nobody sets what they have not read."""

    from_day = DayField(_("Counts from"))
    opens = TimeField(_("First hour that counts"))
    closes = TimeField(_("Last hour that counts"))
    steps = FieldList(FormField(StepForm, _("Step")), _("How long people have"))
    at_least_minutes = WholeField(_("Offer nothing by letter with fewer minutes than these left"), least=1)
    source = StringField(
        _("Source"),
        [
            DataRequired(SOURCE_MISSING),
            Length(max=300, message=_("Shorten the source to 300 characters.")),
        ],
    )
    previewed = HiddenField()

    def values(self):
        """As the kind keeps them."""
        return {
            "opens": f"{self.opens.data:%H:%M}",
            "closes": f"{self.closes.data:%H:%M}",
            "steps": [[one.form.days.data, one.form.hours.data] for one in self.steps if not one.form.is_empty],
            "at_least_minutes": self.at_least_minutes.data,
        }

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)

    def add_spare_rows(self):
        empty = sum(entry.form.is_empty and not entry.errors for entry in self.steps)
        for _missing in range(SPARE - empty):
            self.steps.append_entry()


class DrawWeightsForm(Form):
    """`previewed`: as in OfferHoursForm."""

    from_day = DayField(_("Counts from"))
    lost = WholeField(_("Tickets more for each earlier draw of the course without a seat"))
    newcomer = WholeField(_("Tickets more for people who never had a seat here"))
    most = WholeField(_("Most tickets of one person"), least=1)
    source = StringField(
        _("Source"), [DataRequired(SOURCE_MISSING), Length(max=300, message=_("Shorten the source to 300 characters."))]
    )
    previewed = HiddenField()

    def values(self):
        return {name: self[name].data for name in ("lost", "newcomer", "most")}

    @property
    def fingerprint(self):
        """What would be set."""
        return json.dumps([str(self.from_day.data), self.source.data, self.values()], ensure_ascii=False)
