"""Why a guardian's answer, or a consent, is refused, in the words of the page."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class HoldOver(Refused):
    """The guardian, the applicant or staff come after the day until which the seat was held."""

    message = _(
        "The time to answer is over, so the seat is not held any more. Please call us: perhaps another seat is free, "
        "and one can always apply again."
    )


class AnsweredAlready(Refused):
    message = _("Somebody has answered already. Below you see what was agreed to, and you can change it.")


class GuardianChanged(Refused):
    message = _("Another guardian was named meanwhile. Only their link can answer now.")


class OfAgeNow(Refused):
    message = _("Nobody needs to agree any more: this person is of age now and decides alone.")


class EnrolmentOver(Refused):
    message = _("This application has ended, so there is nothing left to agree to. If you have questions, call us.")


class EnoughLetters(Refused):
    message = _(
        "We have sent this letter three times today. Ask the guardian to look into the folder for unwanted mail, or "
        "print the paper."
    )


class NeverAsked(Refused):
    message = _("That was not asked in this course. Please look at what is asked here now.")


class GuardianGives(Refused):
    message = _(
        "Under 18 nobody says yes to this alone: the guardian does, by the link in their letter. A no is always "
        "possible."
    )
