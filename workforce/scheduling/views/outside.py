"""What somebody said of their time, where a session does not keep to it, as staff read it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ...i18n.formats import listed_weekdays, short_day
from ..queries.able import Able
from ..rules.availability import Against
from .time_words import hours_words

RATHER_NOT = lazy_gettext("would rather not then")


def against_words(found: Against) -> str:
    """What they said, where a session does not keep to it."""
    if found.is_busy:
        return _("busy, says their own calendar")
    if found.is_other:
        given = {"day": short_day(found.day), "hours": hours_words(found.hours)}
        return _("said: on %(day)s only %(hours)s", **given) if found.hours else _("said: not on %(day)s", **given)
    given = {"weekday": listed_weekdays([found.day.weekday()]), "hours": hours_words(found.hours)}
    if found.hours:
        return _("said: %(weekday)s only %(hours)s", **given)
    return _("said: never on %(weekday)s", **given)


def listed(able: Able) -> str:
    """Whom to ask first comes first."""
    unwilling = [name + _(" (%(note)s)", note=RATHER_NOT) for name in able.unwilling]
    return _(", ").join([*able.willing, *unwilling])
