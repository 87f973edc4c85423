"""Why a step of an assessment is refused, in the words of the page."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import moment
from ...refusals import Refused


class SheetMissing(Refused):
    message = _("Write the criteria first: people must be able to read them before they apply.")


class NothingDecides(Refused):
    message = _(
        "This course asks nothing that may count when people are chosen. Add such a question to its form first: "
        "applicants are told there that the answer counts."
    )


class QuestionUnknown(Refused):
    message = _("Choose at least one of the questions that this course asks.")
    field = "questions"


class NoCriteria(Refused):
    message = _("Write at least one criterion and at most %(most)s.")


class PointsOutOfRange(Refused):
    message = _("Give each criterion a whole number from 1 to %(most)s as its highest points.")


class MinimumTooHigh(Refused):
    message = _("Nobody could have so many points: the criteria give %(most)s together.")
    field = "minimum"


class ReasonNeeded(Refused):
    message = _("People can read the criteria already. Write why they change: everybody can read the reason.")
    field = "reason"


class CriteriaFinal(Refused):
    message = _("The list of applicants is closed, so the criteria cannot change any more.")


class NothingNew(Refused):
    message = _("These are the criteria as they stand now. Nothing was saved.")


class ListStillOpen(Refused):
    """Raised with `closes`, an instant."""

    message = _("People can still apply until %(closes)s. The list is closed after that.")

    def text(self):
        return str(self.message) % {"closes": moment(self.values["closes"])}


class ListClosed(Refused):
    message = _("The list for the assessment is closed, so applications cannot be opened again before it is decided.")
    field = "closes_at"


class NotAssessed(Refused):
    message = _("The people of this cohort are not chosen by criteria, or they have been decided already.")


class NobodyApplied(Refused):
    message = _("Nobody has applied, so there is nothing to give points for.")


class TwoAlready(Refused):
    message = _("Two people give points to everybody already. Take one of them out first.")


class CannotAssess(Refused):
    message = _("This account is closed or its role may not give points. Choose another.")
    field = "account"


class SamePerson(Refused):
    message = _("This person gives points here already. Choose somebody else.")
    field = "account"


class AppliedThemselves(Refused):
    message = _("This person has applied for the cohort. Choose somebody else.")
    field = "account"


class NotMissing(Refused):
    message = _("Nobody is missing for this applicant, and there is no large difference. Reload the page.")


class SheetClosed(Refused):
    message = _("This sheet is closed, so its points stand.")


class NoSuchSheet(Refused):
    message = _("You do not give points here any more. Reload the page.")


class PointsTooHigh(Refused):
    message = _("Type a whole number from 0 to %(most)s.")


class PointsMissing(Refused):
    message = _("Points are missing for no. %(numbers)s. Give all of them, then close your sheet.")


class NothingToTakeBack(Refused):
    message = _("There is nothing to take back.")


class NothingToTalk(Refused):
    message = _("There is nothing to talk over for this applicant.")


class CorrectionReason(Refused):
    message = _("Write why you correct your points.")
    field = "reason"


class DeciderAssessed(Refused):
    message = _("You gave points in this cohort yourself. Somebody else has to decide.")


class NotReady(Refused):
    message = _(
        "Not everybody has given points and talked over what is far apart. Reload the page to see who is missing."
    )


class ChangedSinceSeen(Refused):
    message = _(
        "Somebody cancelled or the seats changed after you opened this page. Look at the list again, then decide."
    )


class OrderMissing(Refused):
    message = _("Put the people with the same points in order, each place once, and write the reason.")


class NamesHidden(Refused):
    message = _("You give points to the applicants of this cohort, so you see who they are only when it is decided.")
