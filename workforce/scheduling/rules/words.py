"""Rooms, their layouts and facts, and equipment, as people read them."""

from flask_babel import gettext, lazy_pgettext, ngettext
from flask_babel import lazy_gettext as _

from ..models import Access, EquipmentKind, Fixture, Layout

LAYOUTS = {
    Layout.SEMINAR: _("rows of tables"),
    Layout.GROUPS: _("tables for groups"),
    Layout.PRACTICE: _("practice with beds"),
    Layout.CHAIRS: _("chairs without tables"),
}
ACCESS = {
    Access.LEVEL_ENTRANCE: _("Entrance without steps"),
    Access.LIFT: lazy_pgettext("building", "Lift"),
    Access.WIDE_DOOR: _("Door wide enough for a wheelchair"),
    Access.TOILET: _("Toilet for wheelchair users"),
    Access.PARKING: _("Parking for wheelchair users"),
    Access.HEARING_LOOP: _("Hearing loop"),
    Access.ASSISTANCE_DOG: _("Assistance dogs are welcome"),
}
FIXTURES = {
    Fixture.PROJECTOR: _("Projector"),
    Fixture.SCREEN: lazy_pgettext("room", "Screen"),
    Fixture.WHITEBOARD: _("Whiteboard"),
    Fixture.MICROPHONE: _("Microphone"),
    Fixture.WIFI: _("Wi-Fi"),
    Fixture.SINK: _("Washbasin"),
    Fixture.KITCHEN: _("Kitchen"),
    Fixture.BATH: _("Bath to practise in"),
}
EQUIPMENT = {
    EquipmentKind.BED: _("Beds"),
    EquipmentKind.WHEELCHAIR: _("Wheelchairs"),
    EquipmentKind.BATH_SET: _("Bath sets"),
    EquipmentKind.PORTABLE_TOILET: _("Portable toilets"),
    EquipmentKind.LIFT: _("Lifts for people"),
    EquipmentKind.MANIKIN: _("Manikins for first aid"),
    EquipmentKind.TABLET: _("Tablets"),
}


def named(room, layout: Layout | None, seats: int | None) -> str:
    """研修室A (rows of tables, 36 people)."""
    if layout is None or seats is None:
        return room.name
    people = ngettext("%(num)s person", "%(num)s people", seats)
    return gettext("%(room)s (%(layout)s, %(people)s)", room=room.name, layout=LAYOUTS[layout], people=people)
