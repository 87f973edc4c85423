"""Why somebody of another date cannot come to a session as a guest."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class SessionBegun(Refused):
    message = _("This session has begun or is over. Choose another one.")


class OwnSession(Refused):
    message = _("This session is one of your own dates: come to it as you are, without a guest seat.")


class OtherCourseThere(Refused):
    message = _("This session belongs to another course, or was changed. Look at the choices again.")


class NoSeatOfTheirOwn(Refused):
    message = _("Only who has a seat in a date of this course can make something up in another one.")


class NoGuestSeat(Refused):
    message = _("The last guest seat in this session has just been taken. Nothing is booked. Choose another session.")


class OthersWaitThere(Refused):
    message = _("People wait for a seat there, and they come first until that course begins. Choose another session.")


class SeatsThereGivenLater(Refused):
    message = _("The seats there have not been given yet. Choose another session, or look again later.")


class GivenBackAlready(Refused):
    message = _("This seat was given back already. Look at how it stands now.")


class TooLateToGiveBack(Refused):
    message = _("It is too late to give this seat back by yourself. If you cannot come, please call us.")
