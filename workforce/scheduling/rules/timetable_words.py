"""What stands in the box of a session, and how a month says what it is."""

from flask_babel import gettext as _

from ...i18n.formats import hours, month_day, short_day, weekday
from ...i18n.ruby import plain as without_readings
from ...i18n.wording import plain


def where(one) -> str:
    """The room, or that there is none."""
    return one.room or (_("Online") if one.online else _("Room not decided"))


def heading(day) -> str:
    """Of a column of the picture, which cannot carry readings."""
    return without_readings(f"{month_day(day)} {weekday(day)}")


def off_facts(off) -> list[tuple[str, str]]:
    """(day, why nothing should be on it)"""
    return [(short_day(day), _(", ").join(words)) for day, words in off.items()]


def lines(one, marks) -> list[str]:
    """The most important first: a short box shows only the first ones. `marks`: what is missing, in words."""
    place = [] if one.lacks_room else [where(one)]
    found = [one.code or one.purpose, hours(one.starts_at, one.ends_at), *marks, *place, *one.teachers]
    return [without_readings(str(each)) for each in [*found, *([plain(one.title)] if one.title else [])]]


def whole(one, marks) -> str:
    """All of it in one line, for who points at it."""
    return " · ".join([without_readings(short_day(one.starts_at)), *lines(one, marks)])
