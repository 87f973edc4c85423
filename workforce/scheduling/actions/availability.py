"""Those who teach say when they have time, or staff note what they were told.

What was said of weeks that are over stays as it was said: a new week begins today or later.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _

from ... import clock, history
from ...refusals import Refused
from ..models import OtherDays, WeeklyHours, WeeklyPattern
from ..queries import availability as queries
from ..rules.availability import Hours, copies, first_overlap
from .engagements import held

LONGEST = 366


class NoTimes(Refused):
    message = _("Write a time for at least one day of the week. No time for a while? Note those days instead.")


class TimesOverlap(Refused):
    message = _("These times overlap: one begins before the other ends.")


class DayOver(Refused):
    message = _("That day is over. Choose today or a later day.")
    field = "since"


class DaysBackwards(Refused):
    message = _("The last day is before the first.")
    field = "last_day"


class TooManyDays(Refused):
    message = _("That is more than a year. Change your usual week instead.")
    field = "last_day"


class NothingChosen(Refused):
    message = _("Choose at least one day.")
    field = "days"


def say_week(
    session, person_id: int, *, since: date, hours: Mapping[int, Sequence[Hours]], said_by: str = "", by, at
) -> WeeklyPattern:
    """From `since` on the week is {weekday: its hours}; what was said from that very day before is replaced.

    Raises NoTimes, TimesOverlap, DayOver.
    """
    person = held(session, person_id)
    if not any(hours.values()):
        raise NoTimes
    if any(first_overlap(each) for each in hours.values()):
        raise TimesOverlap
    if since < clock.today(at):
        raise DayOver
    for one in queries.patterns(session, person.id):
        if one.since == since:
            session.delete(one)
    session.flush()
    rows = [WeeklyHours(weekday=day, begins=one.begins, ends=one.ends) for day, each in hours.items() for one in each]
    pattern = WeeklyPattern(person_id=person.id, since=since, said_by=said_by, by_id=by.id if by else None, at=at)
    pattern.hours = rows
    session.add(pattern)
    history.record(session, person, "week_said", by=by, at=at)
    return pattern


def take_back_week(session, person_id: int, pattern_id: int, *, by, at) -> bool:
    """A week that has not begun; whether there was one."""
    person = held(session, person_id)
    for one in queries.patterns(session, person.id):
        if one.id == pattern_id and one.since > clock.today(at):
            session.delete(one)
            history.record(session, person, "week_taken_back", by=by, at=at)
            return True
    return False


def say_days(
    session,
    person_id: int,
    *,
    first_day: date,
    last_day: date,
    hours: Hours | None,
    note: str = "",
    said_by: str = "",
    by,
    at,
) -> OtherDays:
    """On these days there is time in these hours only, or (None) not at all.

    Raises DayOver, DaysBackwards, TooManyDays.
    """
    person = held(session, person_id)
    refuse_days(first_day, last_day, clock.today(at))
    row = new(person.id, first_day, last_day, hours, said_by=said_by, by=by, at=at)
    row.note = note
    session.add(row)
    history.record(session, person, "days_said", by=by, at=at)
    return row


def refuse_days(first_day, last_day, today):
    if last_day < first_day:
        raise DaysBackwards
    if last_day < today:
        refusal = DayOver()
        refusal.field = "first_day"
        raise refusal
    if (last_day - first_day).days >= LONGEST:
        raise TooManyDays


def new(person_id, first_day, last_day, hours, *, said_by, by, at) -> OtherDays:
    begins, ends = hours or (None, None)
    days = {"first_day": first_day, "last_day": last_day, "begins": begins, "ends": ends}
    return OtherDays(person_id=person_id, **days, said_by=said_by, by_id=by.id if by else None, at=at)


def take_back_days(session, person_id: int, id: int, *, by, at) -> bool:
    """Whether they were there."""
    person = held(session, person_id)
    row = queries.other(session, person.id, id)
    if row is None:
        return False
    session.delete(row)
    history.record(session, person, "days_taken_back", by=by, at=at)
    return True


def copy_month(
    session, person_id: int, *, source: date, target: date, days: Collection[date], said_by: str = "", by, at
) -> int:
    """What was said of the month of `source` is said of these days of the month of `target`; how many were new.

    Raises NothingChosen.
    """
    person = held(session, person_id)
    said = queries.said(session, [person.id], after=source.replace(day=1))[person.id]
    wanted = [one for one in copies(said, source, target, today=clock.today(at)) if one.day in days]
    if not days:
        raise NothingChosen
    for one in wanted:
        session.add(new(person.id, one.day, one.day, one.hours, said_by=said_by, by=by, at=at))
    if wanted:
        history.record(session, person, "days_said", by=by, at=at)
    return len(wanted)
