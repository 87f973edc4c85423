"""Why a cohort is not made, changed or cancelled."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class WindowBackwards(Refused):
    message = _("Enrolment must end after it begins. Correct one of the two.")
    field = "closes_at"


class WindowPastStart(Refused):
    message = _("Enrolment must end before the first session begins.")
    field = "closes_at"


class NoSeats(Refused):
    message = _("Type how many people can take part: at least 1.")
    field = "capacity"


class MinimumAboveCapacity(Refused):
    message = _("The fewest people must not be more than the seats.")
    field = "minimum"


class BandsAboveCapacity(Refused):
    message = _("%(kept)s seats are first for groups of people. Lower those seats first, then the seats of the cohort.")
    field = "capacity"


class CapacityIsPublished(Refused):
    message = _("This cohort is published. Change its seats on the cohort page, where you see who has one.")
    field = "capacity"


class ReasonMissing(Refused):
    message = _("Write the reason: people will be told.")
    field = "reason"
