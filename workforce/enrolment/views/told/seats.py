"""The seats of a cohort: how many, for whom, and offers of those that became free."""

from flask_babel import lazy_gettext as _

from .... import staff_words

CAPACITY = _("Number of seats changed")

staff_words.tell("enrolment", {"capacity": CAPACITY})
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
staff_words.letters(
    {
        "offer": _("A seat is free for you"),
        "offer_declined": _("You do not take the seat"),
        "waiting_over": _("No seat became free"),
        "offer_expired": _("The time to answer is over, the seat is gone"),
    }
)
