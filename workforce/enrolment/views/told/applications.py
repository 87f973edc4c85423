"""Enrolments themselves, and the draft of their form."""

from flask_babel import lazy_gettext as _

from .... import staff_words
from ...rules.words import MOVE_WORDS, STATE_WORDS

staff_words.subject(
    "enrolment",
    _("Enrolment"),
    told=MOVE_WORDS
    | {
        "need_arranged": _("A need was arranged"),
        "need_reopened": _("A need is open again"),
        "needs_read": _("Somebody looked at the needs"),
    },
    states=STATE_WORDS,
)
staff_words.letters(
    {
        "enrolment_applied": _("We have your application"),
        "enrolment_confirmed": _("Your seat is confirmed"),
        "enrolment_waitlisted": _("You are on the waiting list"),
        "enrolment_cancelled": _("Your enrolment is cancelled"),
        "link_again": _("Your link again"),
        "draft_resume": _("Your link to go on with the form"),
    }
)
