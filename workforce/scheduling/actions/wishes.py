"""Those who teach say when they would rather not and how much they would like to, or staff note what they were told."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from ... import clock, history
from ...history import Change
from ...refusals import Refused
from ..models import Instructor, RatherNot
from ..queries import instructors
from ..queries import wishes as queries
from ..rules.availability import Hours
from ..rules.wishes import MOST_HOURS, Rather
from .availability import refuse_days
from .engagements import held

HOUR = 60
KEPT = ("operator_id", "employer", "history_on", "day_minutes", "week_minutes")


class NoWeekday(Refused):
    message = _("Choose at least one day of the week.")
    field = "weekdays"


class TooManyHours(Refused):
    message = _("Nobody can teach so many hours in a month. Give at most 300.")
    field = "hours"


def say_weekdays(
    session, person_id: int, *, weekdays: Collection[int], hours: Hours | None, said_by: str = "", by, at
) -> int:
    """On these days of every week they would rather not teach in these hours, or (None) at all; how many were new.

    Raises NoWeekday.
    """
    if not weekdays:
        raise NoWeekday
    wanted = [Rather(weekday, None, None, hours) for weekday in sorted(set(weekdays))]
    return add(session, person_id, wanted, said_by=said_by, by=by, at=at)


def say_days(
    session, person_id: int, *, first_day: date, last_day: date, hours: Hours | None, said_by: str = "", by, at
) -> int:
    """As say_weekdays, of some days. Raises DayOver, DaysBackwards, TooManyDays."""
    refuse_days(first_day, last_day, clock.today(at))
    return add(session, person_id, [Rather(None, first_day, last_day, hours)], said_by=said_by, by=by, at=at)


def add(session, person_id, wanted: list[Rather], *, said_by, by, at) -> int:
    """What was said before is not written twice."""
    person = held(session, person_id)
    there = {queries.as_said(one) for one in queries.of_person(session, person.id, after=clock.today(at))}
    new = [one for one in wanted if one not in there]
    for one in new:
        begins, ends = one.hours or (None, None)
        when: dict[str, Any] = {"weekday": one.weekday, "first_day": one.first_day, "last_day": one.last_day}
        who = {"person_id": person.id, "said_by": said_by, "by_id": by.id if by else None}
        session.add(RatherNot(begins=begins, ends=ends, at=at, **when, **who))
    if new:
        history.record(session, person, "rather_not_said", by=by, at=at)
    return len(new)


def take_back(session, person_id: int, id: int, *, by, at) -> bool:
    """Whether it was there."""
    person = held(session, person_id)
    row = queries.one_of(session, person.id, id)
    if row is None:
        return False
    session.delete(row)
    history.record(session, person, "rather_not_taken_back", by=by, at=at)
    return True


def like_hours(session, person_id: int, *, hours: int | None, by, at) -> Instructor:
    """How much they would like to teach in a month; None: as much as others. Raises TooManyHours."""
    if hours is not None and hours > MOST_HOURS:
        raise TooManyHours
    person = held(session, person_id)
    row = own_row(session, person)
    before = row.month_minutes
    row.month_minutes, row.changed_at = hours * HOUR if hours else None, at
    changes = [Change("month_minutes", before, row.month_minutes)]
    history.record(session, person, "hours_liked", by=by, at=at, changes=changes)
    return row


def own_row(session, person) -> Instructor:
    """Under who they are now, with what a merged record brought."""
    before = instructors.profile(session, person.id)
    if before and before.person_id == person.id:
        return before
    facts = {name: getattr(before, name) for name in KEPT} if before else {"employer": ""}
    row = Instructor(person_id=person.id, **facts)
    session.add(row)
    return row
