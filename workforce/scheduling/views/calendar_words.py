"""What somebody reads of their own calendar: how old it is, what is wrong with it, and what the centre sees of it."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _

from ... import clock
from ...database import db
from ...i18n.formats import hours, moment, short_day
from ..models import OwnCalendar, Trouble
from ..queries import own_calendars as queries
from ..rules.availability import within
from ..rules.spans import Span

SHOWN = timedelta(days=14)
TROUBLES = {
    Trouble.NO_ANSWER: lambda: _("There was no answer. We try again."),
    Trouble.NOT_LET_IN: lambda: _("We were not let in. Is it really the secret address? Perhaps it was made anew."),
    Trouble.NOT_THERE: lambda: _("There is nothing at this address any more. Perhaps it was made anew."),
    Trouble.NOT_ALLOWED: lambda: _("We cannot go to this address. It must be one of the open internet."),
    Trouble.NO_CALENDAR: lambda: _("What stands at this address is no calendar. Please copy the secret address again."),
    Trouble.TOO_LARGE: lambda: _("This calendar is too large for us. A file with the coming months helps."),
}


def name(calendar: OwnCalendar) -> str:
    """Never the whole address: whoever looks over a shoulder would have the whole calendar."""
    return f"{urlsplit(calendar.address).hostname}/…" if calendar.address else _("A file")


def state(calendar: OwnCalendar) -> str:
    if calendar.fresh_at is None:
        return _("Not read yet.") if calendar.trouble else _("We read it in the next minutes.")
    if calendar.trouble:
        return _("What the centre knows of it is from %(moment)s.", moment=moment(calendar.fresh_at))
    return _("Read on %(moment)s.", moment=moment(calendar.fresh_at))


def trouble(calendar: OwnCalendar) -> str:
    return TROUBLES[calendar.trouble]() if calendar.trouble else ""


def coming(person_id: int, at: datetime) -> list[tuple[str, str]]:
    """(day, from when until when) of what the centre sees of the next days."""
    found = queries.busy(db.session, [person_id], after=clock.today(at)).get(person_id, [])
    return [words(one) for one in within(found, Span(at, at + SHOWN))]


def words(span: Span) -> tuple[str, str]:
    if clock.today(span.begins_at) == clock.today(span.ends_at - timedelta(seconds=1)):
        return short_day(span.begins_at), hours(span.begins_at, span.ends_at)
    return moment(span.begins_at), _("until %(moment)s", moment=moment(span.ends_at))
