"""Days of a picture on which nothing should be: public holidays, and days on which a place or a room is shut."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _

from ... import i18n
from ...catalogue.rules.patterns import shut
from ...database import db
from ...i18n.wording import plain
from ..queries import timetables as queries

DAY = timedelta(days=1)


def days_off(days: Sequence[date], closures: Sequence[queries.Shut] = ()) -> dict[date, list[str]]:
    """What stands under each of these days, in words; days on which nothing is off are not there."""
    found = {day: [holiday(name)] for day in days if (name := shut(day))}
    for one in closures:
        for day in days:
            if one.first_day <= day <= one.last_day:
                found.setdefault(day, []).append(closed(one))
    return dict(sorted(found.items()))


def holiday(name) -> str:
    """Their names are Japanese."""
    return str(name) if i18n.current().code == "ja" else _("Public holiday")


def closed(one: queries.Shut) -> str:
    where = " ".join(part for part in (plain(one.place), one.room) if part)
    return _("%(place)s shut: %(reason)s", place=where, reason=one.reason)


def closures(whose: queries.Whose, days: Sequence[date]) -> list[queries.Shut]:
    """Of the room that is shown, or of all; of who teaches and of cohorts only what shuts a whole place."""
    return queries.shut_days(db.session, whose, first=days[0], last=days[-1])
