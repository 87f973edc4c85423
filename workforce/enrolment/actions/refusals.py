"""Why a seat or a move is refused, in the words of the page."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class AlreadyEnrolled(Refused):
    """Carries the enrolment, so that its page can be sent to the contact on file (never shown to whoever asks)."""

    message = _(
        "There is already an application with this name and date of birth for this course. We have sent its link again "
        "to the contact that we have. If that was not you, please call us."
    )

    def __init__(self, enrolment=None):
        super().__init__()
        self.enrolment = enrolment


class EnrolmentClosed(Refused):
    message = _("Applications for this course are closed. Please look at the other dates, or call us.")


class EnrolmentNotOpenYet(Refused):
    message = _("Applications for this course are not open yet. Please come back on %(opens)s.")


class CohortCancelled(Refused):
    message = _("This course will not take place. Please look at the other dates, or call us.")


class MoveNotPossible(Refused):
    message = _("That is no longer possible: somebody has changed this application. Please look at how it stands now.")


class NoSeatFree(Refused):
    message = _("No seat is free. Cancel an enrolment or raise the capacity first.")


class NotNext(Refused):
    message = _("%(name)s waits before this person. Confirm from the head of the waiting list.")


class ReasonMissing(Refused):
    message = _("Write the reason: it is kept in the history and the person may ask for it.")
    field = "reason"


class TooLateToChange(Refused):
    message = _("Changes by yourself were possible until %(until)s. Please call us.")


class CapacityBelowTaken(Refused):
    message = _("%(taken)s seats are taken already, so the capacity cannot be lower than that.")
    field = "capacity"


class ConsentNotNeeded(Refused):
    message = _("This person is of age: no guardian's consent is needed.")
