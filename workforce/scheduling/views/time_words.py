"""Hours of a week and of single days in words."""

from flask_babel import gettext as _

from ...i18n.formats import listed_weekdays, short_day
from ..rules.availability import Hours, Week
from .words import said


def hours_words(hours) -> str:
    return _(", ").join(_("%(starts)s–%(ends)s", starts=said(one.begins), ends=said(one.ends)) for one in hours)


def week_words(week: Week) -> list[tuple[str, str]]:
    """(weekdays, hours): those with the same hours together, in the order of the week."""
    groups: dict[tuple[Hours, ...], list[int]] = {}
    for day in sorted(week.hours):
        groups.setdefault(week.hours[day], []).append(day)
    return [(listed_weekdays(days), hours_words(hours)) for hours, days in groups.items()]


def days_words(one) -> str:
    if one.first_day == one.last_day:
        return short_day(one.first_day)
    return _("%(first)s to %(last)s", first=short_day(one.first_day), last=short_day(one.last_day))


def only_words(hours: Hours | None) -> str:
    return _("only %(hours)s", hours=hours_words([hours])) if hours else _("no time")


def rather_when(one) -> str:
    """`one`: a RatherNot."""
    if one.weekday is None:
        return days_words(one)
    return _("Every week on %(weekday)s", weekday=listed_weekdays([one.weekday]))


def rather_hours(one) -> str:
    return hours_words([one]) if one.begins else _("all day")
