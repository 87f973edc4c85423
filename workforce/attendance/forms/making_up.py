"""Booking for somebody, and the rule about making up."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, FormField, StringField
from wtforms import Form as Part
from wtforms.validators import Length

from ...catalogue.forms.fields import ChoiceField, WholeField
from ...catalogue.forms.rules import RuleForm
from ...catalogue.forms.words import KINDS
from ...catalogue.models import CourseKind
from ...forms import Form


class BookingForm(Form):
    reason = StringField(
        _("Why the limit is set aside"), [Length(max=300, message=_("Shorten the reason to 300 characters."))]
    )


class DropForm(Form):
    """Sent by GET: looking changes nothing."""

    session = ChoiceField(_("Session"))


class KindForm(Part):
    """One kind of course."""

    is_allowed = BooleanField(_("Lessons can be made up"))
    share = WholeField(_("Share of the syllabus parts, in percent"))
    most = WholeField(_("Parts at most"))
    months = WholeField(_("Months from the first day"))


class MakingUpForm(RuleForm):
    extension_months = WholeField(_("Months from the first day, with a reason"))
    fee = WholeField(_("Price of a seat, in yen"))
    travel = WholeField(_("Minutes between two places"))
    trip_days = WholeField(_("A journey is worth so many days of waiting"))
    ahead_days = WholeField(_("Tell people so many days before their last chance"), least=1)
    give_back_hours = WholeField(_("Hours before a session until which its seat can be given back"))
    kinds = FieldList(FormField(KindForm), _("By kind of course"))
    shown = ("extension_months", "fee", "travel", "trip_days", "ahead_days", "give_back_hours")
    each = ("is_allowed", "share", "most", "months")

    @classmethod
    def beginning(cls, rule):
        kinds = [{name: getattr(rule.limits(kind), name) for name in cls.each} for kind in CourseKind]
        return {name: getattr(rule, name) for name in cls.shown} | {"kinds": kinds}

    @property
    def by_kind(self):
        return [(KINDS[kind], entry.form) for kind, entry in zip(CourseKind, self.kinds, strict=False)]

    def values(self):
        of = {
            kind.value: {name: entry.form[name].data for name in self.each}
            for kind, entry in zip(CourseKind, self.kinds, strict=False)
        }
        return super().values() | {"of": of}
