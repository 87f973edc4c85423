"""Why a plan of tables is not changed."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused


class BegunAlready(Refused):
    message = _("Somebody has begun a plan for this session already. Here it is.")


class Stale(Refused):
    message = _("Somebody else changed the tables meanwhile. Here they are as they are now: please do it again.")


class TooFewChairs(Refused):
    message = _("%(people)s people come, and there are %(chairs)s chairs. Set up more tables or chairs.")
    field = "tables"


class TooManyStepFree(Refused):
    message = _("There are not so many tables.")
    field = "step_free"


class NoSuchChair(Refused):
    message = _("There is no such chair.")


class NotExpected(Refused):
    message = _("They are not on the roll of this session (any more).")


class NotComing(Refused):
    message = _("They do not come. Say first that they come after all.")


class IsPinned(Refused):
    message = _("%(name)s is pinned to this chair. Loosen the pin first, or choose another chair.")


class NotSeated(Refused):
    message = _("Give them a chair first.")


class SomeStand(Refused):
    message = _("Not everybody has a chair yet.")


class RulesBroken(Refused):
    message = _("Some sit where they must not. See the red lines above the tables.")


class SamePerson(Refused):
    message = _("Choose two different people.")
    field = "second"


class PairedAlready(Refused):
    message = _("Something is noted of these two already. Remove it first.")
    field = "second"


class Over(Refused):
    message = _("This session is over: its tables stay as they are.")


class CourseOver(Refused):
    message = _("Their course is over: nothing more is noted of them for tables.")
