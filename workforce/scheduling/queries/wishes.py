"""When those who teach would rather not."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from ..models import RatherNot
from ..rules.wishes import Rather
from .availability import hours_of, of_people
from .instructors import mine


def of_person(session, person_id, *, after: date) -> list[RatherNot]:
    """Weekdays first, then days that are not over on the day `after`, the first to come first."""
    query = select(RatherNot).where(mine(RatherNot, person_id), still(after))
    order = (RatherNot.weekday.is_(None), RatherNot.weekday, RatherNot.first_day, RatherNot.begins, RatherNot.id)
    return list(session.scalars(query.order_by(*order)))


def one_of(session, person_id, id: int) -> RatherNot | None:
    return session.scalars(select(RatherNot).where(RatherNot.id == id, mine(RatherNot, person_id))).first()


def said(session, person_ids: Collection[int], *, after: date) -> dict[int, list[Rather]]:
    """Of each of these people, who were not merged away; one statement."""
    found: dict[int, list[Rather]] = {id: [] for id in person_ids}
    if found:
        query = of_people(RatherNot, person_ids).where(still(after)).order_by(RatherNot.id)
        for id, one in session.execute(query):
            found[id].append(as_said(one))
    return found


def still(after: date):
    return or_(RatherNot.weekday.is_not(None), RatherNot.last_day >= after)


def as_said(one: RatherNot) -> Rather:
    return Rather(one.weekday, one.first_day, one.last_day, hours_of(one))
