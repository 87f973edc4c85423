"""What staff type when they decide how the seats of a cohort are given."""

from flask_babel import lazy_gettext as _
from wtforms import Form as Part
from wtforms import FormField, RadioField
from wtforms.validators import InputRequired

from ...catalogue.forms.fields import MomentField, SeenField, WholeField, options
from ...catalogue.models import BandKind, Overflow, Selection
from ...forms import Form
from ..actions.selection import Wanted
from ..rules.selection import GROUPS, NAMES
from .moves import ReasonForm

OVERFLOWS = {
    Overflow.RELEASE: _("They become open to everybody"),
    Overflow.KEEP: _("They stay theirs, also if they stay empty"),
}


class BandPart(Part):
    """One group of people. No `seats`: there is no such band."""

    seats = WholeField(_("Seats that are first for them"), needed=False)
    overflow = RadioField(
        _("What becomes of the seats they do not take?"),
        choices=options(OVERFLOWS.items()),
        default=Overflow.RELEASE,
        coerce=Overflow,
    )
    released_at = MomentField(_("Open to everybody from"), needed=False)


class SelectionForm(Form):
    """The bands in the order in which they count: somebody belongs to the first that fits."""

    seen = SeenField()
    selection = RadioField(
        _("How are the seats given?"),
        [InputRequired(_("Choose how the seats are given."))],
        choices=options((one, NAMES[one]) for one in Selection),
        coerce=Selection,
    )
    residents = FormField(BandPart, GROUPS[BandKind.RESIDENTS])
    city = FormField(BandPart, GROUPS[BandKind.CITY])
    first_time = FormField(BandPart, GROUPS[BandKind.FIRST_TIME])

    @property
    def bands(self) -> list[Wanted]:
        parts = [(kind, self[kind.value]) for kind in BandKind]
        return [
            Wanted(kind, part.seats.data, part.overflow.data, part.released_at.data)
            for kind, part in parts
            if part.seats.data
        ]


def values_of(cohort, bands):
    """What stands on record, as the form takes it."""
    kept = {band.kind.value: {name: getattr(band, name) for name in PART} for band in bands}
    return kept | {"seen": cohort.changed_at, "selection": cohort.selection}


PART = ("seats", "overflow", "released_at")


class BandForm(ReasonForm):
    """Into which band somebody belongs. `chosen`: its id, None for no band."""

    band = RadioField(_("For the seats this person counts as one of"), [InputRequired(_("Choose a group."))])

    def offer(self, bands):
        """`bands`: [(id, the people of it in words)]."""
        self.band.choices = options([*bands, (NOBODY, _("None of these: only seats that are open to everybody"))])

    @property
    def chosen(self) -> int | None:
        return None if self.band.data == NOBODY else int(self.band.data)


NOBODY = "none"
