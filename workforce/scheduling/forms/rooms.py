"""Rooms, shut days, other uses, pictures and equipment, as staff write them."""

from typing import Any

from flask_babel import gettext, lazy_pgettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length, Optional

from ...catalogue.forms.courses import number_or_none
from ...catalogue.forms.fields import (
    NEEDED,
    ChoiceField,
    ChoicesField,
    DayField,
    SeenField,
    TimeField,
    WholeField,
)
from ...catalogue.forms.texts import LocalizedField
from ...catalogue.rules import files
from ...forms import Form
from ...i18n.formats import weekdays
from ..models import EquipmentKind, Layout
from ..rules.minutes import LONGEST
from ..rules.pictures import MOST
from ..rules.words import ACCESS, EQUIPMENT, FIXTURES, LAYOUTS

DAYS = range(7)


class RoomForm(Form):
    """`seats_<layout>` for each layout, `opens_<n>` and `closes_<n>` for each weekday (Monday 0)."""

    seen = SeenField()
    name = StringField(
        lazy_pgettext("room", "Name, as it stands on the door"), validators=[DataRequired(NEEDED), Length(max=60)]
    )
    kana = StringField(_("Its reading in kana"), validators=[Optional(), Length(max=60)])
    way = LocalizedField(_("How to find it inside"), lines=2, needed=False)
    step_free = BooleanField(_("Step-free from the street to the seat"))
    access = ChoicesField(_("For people who cannot climb stairs, or see or hear little"), ACCESS.items())
    fixtures = ChoicesField(_("What always is in the room"), FIXTURES.items())
    setup_minutes = WholeField(_("Minutes to set it up"), needed=False)
    clearing_minutes = WholeField(_("Minutes to clear it"), needed=False)
    in_use = BooleanField(_("Offered for new sessions"), default=True)
    anyway = BooleanField(_("Change the hours all the same: the first page lists what is outside until it is moved"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_anyway = False
        for n, words in enumerate(weekdays()):
            self[f"opens_{n}"].label.text = gettext("%(weekday)s, from", weekday=words)
            self[f"closes_{n}"].label.text = gettext("%(weekday)s, until", weekday=words)
        for field in self:
            if field.name.startswith(("seats_", "opens_", "closes_")):
                field.flags.optional = False  # the hint over all of them says what may stay empty

    def refuse(self, refusal):
        super().refuse(refusal)
        self.asks_anyway = getattr(refusal, "can_be_confirmed", False)

    PLAIN = ("name", "kana", "step_free", "access", "fixtures", "setup_minutes", "clearing_minutes", "in_use")

    @classmethod
    def beginning(cls, room) -> dict[str, Any]:
        found = {name: getattr(room, name) for name in (*cls.PLAIN, "way")} | {"seen": room.changed_at}
        found |= {f"seats_{one.layout}": one.seats for one in room.layouts}
        for one in room.hours:
            found |= {f"opens_{one.weekday}": one.opens, f"closes_{one.weekday}": one.closes}
        return found

    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        seats = {one: self[f"seats_{one}"].data for one in Layout}
        times = {n: (self[f"opens_{n}"].data, self[f"closes_{n}"].data) for n in DAYS}
        found = {name: self[name].data for name in self.PLAIN} | {"way": self.way.revised}
        found["layouts"] = {one: number for one, number in seats.items() if number}
        found["hours"] = {n: pair for n, pair in times.items() if all(pair)}
        return found

    def validate(self, extra_validators=None):
        right = super().validate(extra_validators)
        for n in DAYS:
            opens, closes = self[f"opens_{n}"], self[f"closes_{n}"]
            if (opens.data is None) != (closes.data is None):
                wrong = opens if opens.data is None else closes
                wrong.errors, right = [*wrong.errors, NEEDED], False
            elif opens.data and opens.data >= closes.data:
                closes.errors, right = [*closes.errors, gettext("It must close after it opens.")], False
        for field in (self.setup_minutes, self.clearing_minutes):
            if (field.data or 0) > LONGEST:
                field.errors, right = [gettext("At most %(most)s minutes.", most=LONGEST)], False
        return right


for one in Layout:
    setattr(RoomForm, f"seats_{one}", WholeField(LAYOUTS[one], least=1, needed=False))
for n in DAYS:
    setattr(RoomForm, f"opens_{n}", TimeField("", needed=False))
    setattr(RoomForm, f"closes_{n}", TimeField("", needed=False))


class ClosureForm(Form):
    """`rooms`: (id, name) pairs."""

    room_id = ChoiceField(_("What is shut"), coerce=number_or_none)
    first_day = DayField(_("From"))
    last_day = DayField(_("Until the end of"))
    reason = StringField(_("Why"), validators=[DataRequired(NEEDED), Length(max=100)])
    anyway = BooleanField(_("Shut it all the same: the sessions there lose their room, and the first page lists them"))

    def __init__(self, rooms, **kwargs):
        super().__init__(**kwargs)
        self.room_id.offer([("", _("The whole place")), *rooms])
        self.asks_anyway = False

    def refuse(self, refusal):
        super().refuse(refusal)
        self.asks_anyway = getattr(refusal, "can_be_confirmed", False)


class ReservationForm(Form):
    day = DayField(_("Day"))
    starts = TimeField(_("Begins"))
    ends = TimeField(_("Ends"))
    purpose = StringField(_("What for"), validators=[DataRequired(NEEDED), Length(max=100)])


class PhotoForm(Form):
    file = FileField(_("Picture"))

    def brought(self) -> files.File:
        """Raises a FileRefused."""
        sent = self.file.data
        return files.checked(sent.filename or "", sent.read(), most=MOST) if sent else files.checked("", b"", most=MOST)


class NumbersForm(Form):
    """Empty is as good as 0, so nothing is marked as optional."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self:
            field.flags.optional = False


class StockForm(NumbersForm):
    """How many of each kind a place has."""

    def quantities(self) -> dict[EquipmentKind, int]:
        return {kind: self[kind.value].data or 0 for kind in EquipmentKind}


for kind in EquipmentKind:
    setattr(StockForm, kind.value, WholeField(EQUIPMENT[kind], needed=False))


def equipment_form(there) -> type[Form]:
    """How many of each are with a session: one field for each that the place has."""
    fields = {f"with_{one.id}": WholeField(EQUIPMENT[one.kind], needed=False) for one in there}
    return type("EquipmentForm", (NumbersForm,), fields)
