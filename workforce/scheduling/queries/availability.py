"""What those who teach said of their time."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, selectinload

from ...people.models import Person
from ..models import OtherDays, WeeklyPattern
from ..rules.availability import Hours, Other, Said, Week
from . import own_calendars
from .instructors import mine


def patterns(session, person_id) -> list[WeeklyPattern]:
    """With their hours, by their first day; of two records of one human that say the same day, the newer last."""
    query = select(WeeklyPattern).where(mine(WeeklyPattern, person_id)).options(selectinload(WeeklyPattern.hours))
    return list(session.scalars(query.order_by(WeeklyPattern.since, WeeklyPattern.at)))


def other_days(session, person_id, *, after: date) -> list[OtherDays]:
    """Those that are not over on the day `after`, the first to come first."""
    query = select(OtherDays).where(mine(OtherDays, person_id), OtherDays.last_day >= after)
    return list(session.scalars(query.order_by(OtherDays.first_day, OtherDays.id)))


def other(session, person_id, id: int) -> OtherDays | None:
    return session.scalars(select(OtherDays).where(OtherDays.id == id, mine(OtherDays, person_id))).first()


def said(session, person_ids: Collection[int], *, after: date) -> dict[int, Said]:
    """Of each of these people, who were not merged away: every week, the other days that are not over on `after`, and
    when their own calendars say that they are busy from then on; four statements, five where there is such a calendar.
    """
    weeks: dict[int, list[Week]] = {id: [] for id in person_ids}
    others: dict[int, list[Other]] = {id: [] for id in person_ids}
    if not weeks:
        return {}
    query = of_people(WeeklyPattern, person_ids)
    query = query.options(selectinload(WeeklyPattern.hours)).order_by(WeeklyPattern.since, WeeklyPattern.at)
    for id, one in session.execute(query):
        weeks[id].append(week(one))
    query = of_people(OtherDays, person_ids)
    for id, one in session.execute(query.where(OtherDays.last_day >= after).order_by(OtherDays.at, OtherDays.id)):
        others[id].append(Other(one.first_day, one.last_day, hours_of(one)))
    busy = own_calendars.busy(session, person_ids, after=after)
    return {id: Said(tuple(weeks[id]), tuple(others[id]), tuple(busy.get(id, ()))) for id in weeks}


def of_people(table, person_ids) -> Any:
    row = aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    return select(kept, table).join(row, row.id == table.person_id).where(kept.in_(person_ids))


def week(pattern: WeeklyPattern) -> Week:
    hours: dict[int, tuple[Hours, ...]] = {}
    for one in pattern.hours:
        hours[one.weekday] = (*hours.get(one.weekday, ()), Hours(one.begins, one.ends))
    return Week(pattern.since, hours)


def hours_of(one: OtherDays) -> Hours | None:
    return Hours(one.begins, one.ends) if one.begins and one.ends else None
