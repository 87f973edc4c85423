"""What operators do: people enrolled together, seats without names, own parts that are missing."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.subject("enrolment_group", _("People of an operator"), told={"sent": _("People enrolled together")})
staff_words.subject(
    "reservation",
    _("Reserved seats"),
    told={
        "reserved": _("Seats reserved without names"),
        "given_back": _("Seats without names given back"),
        "returned": _("Seats without names returned on their day"),
        "named": _("Every reserved seat has a name"),
        "ended_with_cohort": _("Ended with the cancelled cohort"),
        "ended_with_operator": _("Ended with our work with the operator"),
    },
)
staff_words.letters(
    {
        "own_part": _("Your employer enrolled you"),
        "own_part_linked": _("Your employer named you as well"),
        "own_part_reminder": _("Your own part is missing"),
        "reservation_ending": _("Seats without names return soon"),
        "reservation_over": _("Seats without names have returned"),
    }
)
