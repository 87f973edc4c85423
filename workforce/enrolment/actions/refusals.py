"""Why a seat or a move is refused, in the words of the page."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.formats import moment
from ...refusals import Refused


class AlreadyEnrolled(Refused):
    """Carries the enrolment that is in the way, so that its link can go to the contact on file.

    The sentence says no more to somebody who only knows another person's details than to that person.
    """

    message = _(
        "We cannot take this application here. If you applied for this course before, the link to that application is "
        "on its way to the mail address or telephone that you gave us then. If you did not, please call us."
    )

    def __init__(self, enrolment):
        super().__init__()
        self.enrolment = enrolment


class EnrolmentClosed(Refused):
    message = _("Applications for this course are closed. Please look at the other dates, or call us.")


class EnrolmentNotOpenYet(Refused):
    """Raised with `opens`, an instant."""

    message = _("Applications for this course are not open yet. Please come back after %(opens)s.")

    def text(self):
        return str(self.message) % {"opens": moment(self.values["opens"])}


class CohortCancelled(Refused):
    message = _("This course will not take place. Please look at the other dates, or call us.")


class MoveNotPossible(Refused):
    message = _("That is no longer possible: somebody has changed this application. Please look at how it stands now.")


class MovedMeanwhile(Refused):
    message = _("This application has just gone to another date of the course. Please look at how it stands now.")


class NoSeatFree(Refused):
    message = _("No seat is free. Cancel an enrolment or raise the capacity first.")


class GroupDoesNotFit(Refused):
    """Raised with `free`, how many seats are free."""

    message = _("This person waits together with others, and the free seats (%(free)s) are too few for all of them.")


class GroupSplit(Refused):
    message = _("That many would divide people who wait together. Confirm one person or group after the other.")


class SeatsNotFree(Refused):
    """Raised with `free`, how many seats could be reserved."""

    field = "seats"

    def text(self):
        free = self.values["free"]
        if not free:
            return gettext("No seat is free to reserve, or somebody waits for it.")
        return ngettext(
            "%(num)s seat is free. Type a smaller number.", "%(num)s seats are free. Type a smaller number.", free
        )


class NotNext(Refused):
    message = _("%(name)s waits before this person. Confirm from the head of the waiting list.")


class ReasonMissing(Refused):
    message = _("Write the reason: it is kept in the history and the person may ask for it.")
    field = "reason"


class TooLateToChange(Refused):
    """Raised with `until`, an instant."""

    message = _("You could change this by yourself until %(until)s. Please call us, and we will do it with you.")

    def text(self):
        return str(self.message) % {"until": moment(self.values["until"])}


class CapacityBelowTaken(Refused):
    message = _("%(taken)s seats are taken already, so the capacity cannot be lower than that.")
    field = "capacity"


class CapacityBelowBands(Refused):
    """Raised with `least`, the lowest capacity there can be now."""

    message = _(
        "%(least)s seats are taken or kept for one group of people, so the capacity cannot be lower than that. "
        "Lower the seats of the groups first, if nobody has applied yet."
    )
    field = "capacity"


class ConsentNotNeeded(Refused):
    message = _("This person is of age now, so no guardian needs to sign. You can confirm the seat.")


class ConsentRecorded(Refused):
    message = _("The guardian's signature is on record already. Reload the page to see it.")


class GuardianNeeded(Refused):
    message = _("This person is under 18. Record the guardian's signature first; the seat stays held until then.")


class OfferOver(Refused):
    message = _("The time to answer is over, or the offer was answered already. Please look at how it stands now.")


class NobodyElseWaits(Refused):
    message = _("Nobody else waits for this seat, so it would be offered to the same person at once. Cancel instead.")


class NoSuchPlace(Refused):
    """Raised with `last`, the last place there is."""

    message = _("Write a place on the list from 1 to %(last)s.")
    field = "place"


class PlaceOfGroup(Refused):
    message = _(
        "This person waits together with others. The group stands where its last member stands: dissolve it first."
    )
    field = "place"


class InsideGroup(Refused):
    message = _("People who wait together stand there. Choose a place before or behind all of them.")
    field = "place"


class DecidedAlready(Refused):
    message = _("The seats of this cohort have been given already. Reload the page to see how it stands.")


class TooManyChosen(Refused):
    """Raised with `free`, the seats there are."""

    message = _("More people were chosen than seats are free: %(free)s. Nothing is changed.")


class ListClosed(Refused):
    message = _("The list for the draw is closed, so nobody can be added now. After the draw there is a waiting list.")
