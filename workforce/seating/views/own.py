"""What people see of it: their own table, on their private page."""

from flask_babel import gettext as _

from ...enrolment.models import State
from ...i18n.formats import day
from ..queries.boards import own_tables


def section(database, shown, *, at):
    """Of sessions that are not over and whose tables are shown."""
    if shown.state is not State.CONFIRMED or shown.cohort.ends_at <= at:
        return []
    found = own_tables(database, shown.id, at=at)
    said = [_("%(day)s: table %(number)s", day=day(starts_at), number=table) for starts_at, table in found]
    return [(_("Your table"), said)] if said else []
