"""Guardians, and the seats that are held for their answer."""

from flask_babel import lazy_gettext as _

from .... import staff_words

staff_words.letters(
    {
        "enrolment_waiting_for_guardian": _("A guardian must agree"),
        "guardian_request": _("To the guardian: do you agree?"),
        "guardian_reminder": _("To the guardian: your answer is missing"),
        "guardian_agreed": _("To the guardian: thank you"),
        "guardian_still_missing": _("Your guardian has not answered yet"),
        "guardian_refused": _("Your guardian did not agree"),
        "hold_lapsed": _("Your seat is not held any more"),
    }
)
