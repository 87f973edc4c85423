"""What history tells of who teaches, of rooms and of equipment."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from ... import staff_words
from ..rules.words import EQUIPMENT

staff_words.tell(
    "cohort",
    {
        "teaching_assigned": _("Somebody named to teach"),
        "teaching_released": _("Somebody teaches no more"),
        "rooms_found": _("Rooms found for sessions"),
        "equipment_booked": _("Equipment booked for a session"),
    },
)
staff_words.subject(
    "room",
    _("Room"),
    told={
        "closed": _("Shut on some days"),
        "opened_again": _("Open again on days that were shut"),
        "reserved": _("Reserved for something else"),
        "given_back": _("Reservation given back"),
        "photo_shown": _("Picture shown"),
        "photo_removed": _("Picture taken away"),
    },
)
staff_words.tell(
    "place",
    {
        "closed": _("Shut on some days"),
        "opened_again": _("Open again on days that were shut"),
        "equipment_counted": _("Equipment counted"),
    },
)
staff_words.fields(
    {
        "teacher": _("Who teaches"),
        "session": _("Session"),
        "days": _("Days"),
        "time": lazy_pgettext("history", "Time"),
        "layouts": _("Seats by layout"),
        "hours": _("Open hours"),
        "setup_minutes": _("Minutes to set it up"),
        "clearing_minutes": _("Minutes to clear it"),
        "in_use": _("Offered for new sessions"),
        "fixtures": _("What always is in the room"),
        "map_url": _("Address of a map"),
    }
    | {f"equipment.{kind}": words for kind, words in EQUIPMENT.items()}
)
