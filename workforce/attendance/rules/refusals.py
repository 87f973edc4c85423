"""What stands in the way of a proof, a result or a decision; staff read it, but for what trainees may meet as well."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import day
from ...refusals import Refused
from .asking import AskedAlready, DocumentMissing, DocumentToCome, NoSeat, NothingExempted

__all__ = ["AskedAlready", "DocumentMissing", "DocumentToCome", "NoSeat", "NothingExempted"]


class NothingMissing(Refused):
    message = _("Nothing of this part is missing any more.")
    field = "item"


class TooManyMinutes(Refused):
    message = _("Only %(minutes)s minutes are missing there. Type at most so many.")
    field = "minutes"


class AtDistanceTooLong(Refused):
    message = _("At a distance %(minutes)s minutes more are possible in this subject, online lessons counted.")
    field = "minutes"


class NotByReport(Refused):
    message = _("A report cannot take the place of this: only of a lecture, and only where the rule allows it.")
    field = "source"


class ProviderMissing(Refused):
    message = _("Write where it was done.")
    field = "provider"


class DayToCome(Refused):
    message = _("That day is still to come. Write the day on which it was done.")
    field = "done_on"


class ReasonMissing(Refused):
    message = _("Write the reason: it is kept with the record.")
    field = "reason"


class EndedAlready(Refused):
    message = _("Somebody has taken this back already. Look at how it stands now.")


class DecidedAlready(Refused):
    message = _("Somebody has decided this already. Look at how it stands now.")


class AnswerMissing(Refused):
    message = _("Write the answer in words that the trainee understands.")
    field = "answer"


class PointsMissing(Refused):
    message = _("Type the points.")
    field = "points"


class TooManyPoints(Refused):
    message = _("There are %(out_of)s points at most.")
    field = "points"


class VerdictMissing(Refused):
    message = _("Choose how it was judged.")
    field = "verdict"


class WhatToPractise(Refused):
    message = _("Write what to practise: the trainee reads it.")
    field = "note"


class PassedBefore(Refused):
    message = _("Has passed already. If that was a mistake, take it back first.")


class BeforeLastAttempt(Refused):
    """Raised with `day`."""

    message = _("The attempt before was on %(day)s. Write a later day, or take that attempt back first.")

    def text(self):
        return str(self.message) % {"day": day(self.values["day"])}


class RecordedMeanwhile(Refused):
    message = _(
        "Results were recorded since you opened this page: by somebody else, or because it was sent twice. Look at the "
        "list, then type what is left."
    )


class BeforeTheCourse(Refused):
    message = _("That is before the first lesson. Write the day of the assessment.")
    field = "taken_on"


class AssessmentToCome(Refused):
    message = _("That day is still to come. Write the day of the assessment.")
    field = "taken_on"


class NobodyTyped(Refused):
    message = _("Nothing is typed yet. Type the result of at least one person.")


class CompleteAlready(Refused):
    message = _("Nothing is missing: there is nothing to set aside.")


class SecondPersonNeeded(Refused):
    message = _("You asked for this yourself. Somebody else must decide.")
