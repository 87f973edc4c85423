"""The seats of a cohort: how many, for whom, and offers of those that became free."""

from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from .... import staff_words
from ....catalogue.models import BandKind
from ....i18n.formats import moment
from ...rules.selection import GROUPS, NAMES
from ...rules.words import GUEST_BACK, GUEST_ENDED, GUEST_TAKEN


def band_said(kept: str) -> str:
    """Of "residents 12 release 2026-11-28T09:00:00+00:00": the people, the seats, and when they are free for all."""
    kind, seats, *rest = kept.split(" ")
    words = gettext("%(people)s: %(seats)s", people=GROUPS[BandKind(kind)], seats=seats)
    return " ".join([words, *(moment(datetime.fromisoformat(one)) for one in rest[1:])])


CAPACITY = _("Number of seats changed")

staff_words.tell(
    "enrolment",
    {
        "capacity": CAPACITY,
        "reseated": _("Moved over to an idle seat of the group they belong to"),
        "guest_seat_taken": GUEST_TAKEN,
        "guest_parts_added": _("More to make up in a session of another date"),
        "guest_seat_given_back": GUEST_BACK,
        "guest_seat_ended": GUEST_ENDED,
    },
)
staff_words.tell(
    "cohort",
    {
        "capacity": CAPACITY,
        "decided": _("Seats given to those who applied"),
        "selection_set": _("How the seats are given was changed"),
    },
)
staff_words.fields(
    {
        "offers_until": _("Offer free seats by letter until"),
        "place": _("Place on the waiting list"),
        "selection": _("How the seats are given"),
        "bands": _("Seats that are first for some people"),
        "band": _("Group for the seats"),
    }
)
staff_words.values("selection", NAMES)
staff_words.values("band", GROUPS)
staff_words.values("bands", lambda kept: "; ".join(band_said(band) for band in kept.split("; ")))
staff_words.letters(
    {
        "offer": _("A seat is free for you"),
        "make_up_over": _("The session to make something up is not held"),
        "last_chance": _("The last chance to make something up comes"),
        "cannot_finish": _("Cannot finish by our lessons: please call"),
        "offer_declined": _("You do not take the seat"),
        "waiting_over": _("No seat became free"),
        "offer_expired": _("The time to answer is over, the seat is gone"),
    }
)
