"""What a step of retention is, and the dates they share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from ... import clock, history
from ...catalogue.models import Cohort
from ...outbox import Channel, Message, Sending
from ...people.rules.ages import fiscal_year


@dataclass(frozen=True)
class Step:
    """`sentence(keeping)` says for staff what goes and when; `keeping` is settings.Keeping.

    `due(at, keeping)` selects the ids whose time is over; `forget(session, ids, at)` takes these, so that `due` finds
    them no more.
    """

    name: str
    sentence: Callable[[Any], str]
    due: Callable[[datetime, Any], Select[tuple[int]]]
    forget: Callable[[Any, list[int], datetime], None]


QUIETLY = {"synchronize_session": False}


def deleting(table):
    """A `forget` that deletes the rows themselves."""

    def forget(session, ids, _at):
        session.execute(delete(table).where(table.id.in_(ids)), execution_options=QUIETLY)

    return forget


def ended():
    """When a cohort was over; one without sessions, when its window closed."""
    return func.coalesce(Cohort.ends_at, Cohort.closes_at)


def fiscal_end(at: datetime, years: int) -> datetime:
    """What was over before this instant is `years` years past the end of its fiscal year."""
    return clock.instant(date(fiscal_year(clock.today(at)) - years, 4, 1), time.min)


def years_before(at: datetime, years: int) -> datetime:
    """The same day of the calendar, years ago; for 29 February the day before, which deletes nothing too early."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)


NEWEST = select(func.max(Message.id)).scalar_subquery()
"""SQLite would give the number of the newest message again if its row were gone, and history speaks by numbers."""


BLANK: dict[str, Any] = {
    **{"channel": Channel.CALL, "state": Sending.CANCELLED, "address": "", "details": {}, "subject": None},
    **{"body": None, "last_error": None, "link_purpose": None, "link_subject": None},
    **{"sent_subject": None, "sent_body": None},
}


def delete_messages(session, *conditions):
    """Letters, with the words that staff wrote about them in history. The newest of all stays as a blank sheet."""
    ids = list(session.scalars(select(Message.id).where(*conditions)))
    if not ids:
        return
    silence(session, Message, ids)
    session.execute(delete(Message).where(Message.id.in_(ids), Message.id < NEWEST), execution_options=QUIETLY)
    session.execute(update(Message).where(Message.id.in_(ids)).values(BLANK), execution_options=QUIETLY)


def silence(session, table, ids):
    """Take the values and the reasons out of history; who did what and when stays."""
    if not ids:
        return
    own = (history.Entry.subject == table.__tablename__, history.Entry.subject_id.in_(ids))
    with history.retention(session):
        session.execute(delete(history.Value).where(history.Value.entry_id.in_(select(history.Entry.id).where(*own))))
        spoken = update(history.Entry).where(*own, history.Entry.reason.is_not(None)).values(reason=None)
        session.execute(spoken, execution_options=QUIETLY)
