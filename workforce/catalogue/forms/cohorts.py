"""Cohorts as staff write them."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import InputRequired

from ...forms import Form
from ...i18n.languages import LANGUAGES
from ..models import FeeKind
from .courses import number_or_none
from .fields import NEEDED, ChoiceField, ChoicesField, DayField, MomentField, SeenField, WholeField
from .texts import LocalizedField
from .words import FEES


class CohortForm(Form):
    """`places` and `leads`: (id, name) pairs."""

    seen = SeenField()
    opens_at = MomentField(_("Enrolment begins"))
    closes_at = MomentField(_("Enrolment ends"))
    changes_until = MomentField(_("People may change or cancel by themselves until"), needed=False)
    offers_until = MomentField(_("Offer free seats by letter until"), needed=False)
    capacity = WholeField(_("Seats"), least=1)
    minimum = WholeField(_("Fewest people for it to take place"), needed=False)
    place_id = ChoiceField(_("Place"), coerce=number_or_none)
    online = BooleanField(_("People can take part online"))
    languages = ChoicesField(
        _("Languages in which help is given during lessons"),
        [(code, one.name) for code, one in LANGUAGES.items() if code != "ja"],
    )
    childcare = BooleanField(_("Children are looked after during lessons"))
    tuition = WholeField(FEES[FeeKind.TUITION], needed=False)
    textbook = WholeField(FEES[FeeKind.TEXTBOOK], needed=False)
    insurance = WholeField(FEES[FeeKind.INSURANCE], needed=False)
    lead_id = ChoiceField(_("Lead person"), coerce=number_or_none)
    note = LocalizedField(_("Note for visitors"), lines=3, needed=False)

    def __init__(self, places, leads, **kwargs):
        super().__init__(**kwargs)
        self.place_id.offer([("", _("No place: online")), *places])
        self.lead_id.offer([("", _("Nobody yet")), *leads])

    PLAIN = (
        "opens_at",
        "closes_at",
        "changes_until",
        "offers_until",
        "capacity",
        "place_id",
        "online",
        "languages",
        "childcare",
        "lead_id",
    )

    def values(self):
        """As the actions take them."""
        plain = {name: self[name].data for name in self.PLAIN if name in self}
        fees = {kind: self[kind.value].data for kind in FeeKind}
        return plain | {"minimum": self.minimum.data or 0, "note": self.note.revised, "fees": fees}


class NewCohortForm(CohortForm):
    course = ChoiceField(_("Course"), validators=[InputRequired(NEEDED)])

    def __init__(self, courses, places, leads, **kwargs):
        super().__init__(places, leads, **kwargs)
        self.course.offer([("", _("Choose a course")), *courses])


class CopyForm(Form):
    first_day = DayField(_("First day of the new cohort"))
