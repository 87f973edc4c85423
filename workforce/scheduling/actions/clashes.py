"""Why somebody cannot teach a session: they are somewhere else, on the way, or at it for too long."""

from flask_babel import lazy_gettext as _

from ...i18n.formats import duration, hours, short_day
from ...i18n.wording import plain
from ...refusals import Refused
from ..rules.days import Busy, Long, Way, WeekLong


class OfSomebody(Refused):
    """Raised with the name of who was to teach, and what stands in the way. The words are made when they are read."""

    field = "person"

    def __init__(self, name: str, found=None):
        super().__init__()
        self.name, self.found = name, found

    def text(self):
        return str(self.message) % ({"name": self.name} | self.said())

    def said(self) -> dict[str, object]:
        return {}


class Clash(OfSomebody):
    message = _("%(name)s teaches “%(other)s” at the same time, on %(when)s. Choose somebody else, or free them there.")
    found: Busy

    def said(self):
        return named(self.found)


class TooFar(OfSomebody):
    message = _(
        "%(name)s teaches “%(other)s” at another place, on %(when)s. The way takes %(needed)s minutes, and between the "
        "two sessions are %(left)s."
    )
    found: Way

    def said(self):
        return named(self.found.other) | {"needed": self.found.needed, "left": max(self.found.left, 0)}


WITHOUT_BREAK = _("%(name)s would teach for %(time)s without a break on %(day)s. The limit is %(limit)s.")


class DayTooLong(OfSomebody):
    message = _("%(name)s would teach for %(time)s on %(day)s. The limit is %(limit)s.")
    found: Long

    def text(self):
        if self.found.stretch:
            return str(WITHOUT_BREAK) % ({"name": self.name} | self.said())
        return super().text()

    def said(self):
        return lasting(self.found.day, self.found)


class WeekTooLong(OfSomebody):
    message = _("%(name)s would teach for %(time)s in the week from %(day)s. Their own limit is %(limit)s.")
    found: WeekLong

    def said(self):
        return lasting(self.found.monday, self.found)


class AtOnce(OfSomebody):
    message = _("%(name)s was named for another session at the same moment. Look at what they teach now.")


def named(other: Busy):
    when = f"{short_day(other.begins_at)} {hours(other.begins_at, other.ends_at)}"
    return {"other": f"{plain(other.title)} {other.code}", "when": when}


def lasting(day, found):
    return {"day": short_day(day), "time": duration(found.minutes), "limit": duration(found.limit)}
