"""Making a plan true: all of it or nothing."""

from flask_babel import lazy_gettext as _

from ...refusals import Refused
from ..queries.planning import Wanted
from ..rules.planning.changes import Changed
from ..rules.planning.instance import Plan


class StandsOtherwise(Refused):
    """Raised with `what`: words for the sessions in which something else stands now, the first of them first."""

    message = _("Somebody changed this meanwhile: %(what)s. Plan again from what stands now.")


class PlanRefused(Refused):
    """A rule of the house says no. `why`: its own refusal; `where`: words for the session; `session_id`, `part_id`
    and `person_id` where they are known.
    """

    message = _("The plan was not applied, and nothing is changed. %(where)s: %(why)s")


def apply(session, wanted: Wanted, before: Plan, after: Plan, *, by, at) -> Changed:
    """What differs between the plans is changed in this transaction, through the actions that staff use as well.

    `before`: the plan as it stood when `after` was made (`Filled.now`). Parts, sessions and posts in which the two
    agree are left alone. Where `after` stands already, nothing changes. Raises StandsOtherwise, PlanRefused; the
    transaction is to be given up then.
    """
    raise NotImplementedError
