"""Why something cannot be made up, or not there."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import day, moment
from ...refusals import Refused


class NothingToMakeUp(Refused):
    message = _("You need nothing of this session: you attended it, or have booked it already.")


class NothingForElsewhere(Refused):
    message = _(
        "Nothing is missing that is not booked here, so there is nothing to print for another school."
        " If a seat is given back first, what it is for stands on the form."
    )


class NoMakingUp(Refused):
    message = _("In this course nothing can be made up. Please call us: we say how you can take it anew.")


class TooManyParts(Refused):
    """Raised with `most`, how many parts of the syllabus may be made up."""

    message = _(
        "In this course only %(most)s parts of the syllabus can be made up, and you have reached that. "
        "Please call us: with a reason we can allow more."
    )


class AfterDeadline(Refused):
    """Raised with `deadline`, a date."""

    message = _("The course must be finished by %(deadline)s. Please call us: with a reason we can allow more time.")

    def text(self):
        return str(self.message) % {"deadline": day(self.values["deadline"])}


class AfterExtension(AfterDeadline):
    message = _("No reason can extend it beyond %(deadline)s.")


class ClashesWithOwn(Refused):
    message = _("You have another lesson at that time, or cannot be back from it in time. Choose another session.")


class SessionGone(Refused):
    message = _("This session does not take place any more, or has begun. Look at the choices again.")


class ReasonNotNeeded(Refused):
    message = _("No limit is reached, so no reason is needed. Leave the field empty.")
    field = "reason"


class NoticeTooLate(Refused):
    """Raised with `begins`, an instant."""

    message = _("The lesson of %(begins)s has begun or is over. Please call us about it.")
    field = "lessons"

    def text(self):
        return str(self.message) % {"begins": moment(self.values["begins"])}


class NotTheirSession(Refused):
    message = _("A lesson that you chose is not in your timetable any more. Look at the list again.")
    field = "lessons"


class NoneChosen(Refused):
    message = _("Choose at least one lesson.")
    field = "lessons"


class ReasonEmpty(Refused):
    message = _("Write in a few words why you cannot come.")
    field = "reason"
