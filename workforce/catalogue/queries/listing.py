"""What visitors choose from: published cohorts as rows, narrowed by what they can and want.

`listing` is a statement that a later feature may widen (`.add_columns(...)`) and read into its own subclass of Listed
with `read`; everything of one page is one statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, not_, null, or_, select, true
from sqlalchemy.orm import Session as Database

from ...database import LocalizedText
from ..models import Audience, Cohort, CohortState, Course, CourseAudience, CourseState, FeeLine, Place, Session
from .wall_clock import minute_of, weekday_of


class Band(StrEnum):
    """The time of day in which all sessions must lie."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS = {Band.MORNING: (0, 13 * 60), Band.AFTERNOON: (12 * 60, 18 * 60), Band.EVENING: (17 * 60, 24 * 60)}


@dataclass(frozen=True)
class Filters:
    """What a visitor asked for; an empty field asks nothing. Every given field must fit.

    `weekdays` (Monday 0) and `bands`: all sessions lie within them. `at_most_yen`: all fees together, 0 is free.
    `help_in`: the code of a language in which help is given.
    """

    weekdays: frozenset[int] = frozenset()
    bands: frozenset[Band] = frozenset()
    place_id: int | None = None
    at_most_yen: int | None = None
    help_in: str | None = None
    childcare: bool = False
    online: bool = False
    slug: str | None = None

    @property
    def count(self) -> int:
        """How many fields narrow the list."""
        return sum(1 for each in fields(self) if getattr(self, each.name) != each.default)


@dataclass(frozen=True)
class Listed:
    """One cohort in a list. `fee` in yen, all lines together. `first_ends_at`: the end of the first session.

    `pitch` and `rank` are those of the audience asked for ({} and 0 without one).
    """

    id: int
    code: str
    slug: str
    title: LocalizedText
    summary: LocalizedText
    state: CohortState
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime
    first_ends_at: datetime | None
    session_count: int
    capacity: int
    fee: int
    place: LocalizedText | None
    languages: list[str]
    childcare: bool
    online: bool
    pitch: LocalizedText | None = field(default=None)
    rank: int = 0


fee_of_cohort = select(func.coalesce(func.sum(FeeLine.yen), 0)).where(FeeLine.cohort_id == Cohort.id).scalar_subquery()


def sessions_of_cohort(*columns):
    return select(*columns).where(Session.cohort_id == Cohort.id)


COLUMNS = (
    Cohort.id,
    Cohort.code,
    Course.slug,
    Course.title,
    Course.summary,
    Cohort.state,
    Cohort.opens_at,
    Cohort.closes_at,
    Cohort.starts_at,
    Cohort.ends_at,
    sessions_of_cohort(Session.ends_at)
    .where(Session.starts_at == Cohort.starts_at)
    .scalar_subquery()
    .label("first_ends_at"),
    sessions_of_cohort(func.count()).scalar_subquery().label("session_count"),
    Cohort.capacity,
    fee_of_cohort.label("fee"),
    Place.name.label("place"),
    Cohort.languages,
    Cohort.childcare,
    Cohort.online,
)


def is_open_at(at: datetime) -> ColumnElement[bool]:
    """The same as rules.stages.is_open, in SQL."""
    return and_(
        Cohort.state == CohortState.PUBLISHED,
        Cohort.opens_at <= at,
        Cohort.closes_at > at,
        or_(Cohort.starts_at.is_(None), Cohort.starts_at > at),
    )


def is_announced_at(at: datetime) -> ColumnElement[bool]:
    """Open now, or will open: what somebody may still enrol in."""
    return and_(
        Cohort.state == CohortState.PUBLISHED,
        Cohort.closes_at > at,
        or_(Cohort.starts_at.is_(None), Cohort.starts_at > at),
    )


def listing(where: ColumnElement[bool], filters: Filters | None = None, audience: Audience | None = None) -> Select:
    """The statement of a list, soonest first; behind an audience's door in the order of that audience.

    `where`: is_open_at(at), is_announced_at(at), or a condition of your own on Cohort and Course.
    """
    statement = rows_for(audience).where(where, Course.state == CourseState.PUBLISHED)
    return statement.where(*conditions(filters or Filters()).values())


def rows_for(audience):
    """Joined rows with their columns and order; only courses that speak to `audience`, if one is given."""
    statement = (
        select(*COLUMNS).join(Course, Cohort.course_id == Course.id).outerjoin(Place, Cohort.place_id == Place.id)
    )
    if audience is None:
        plain = statement.add_columns(null().label("pitch"), case((true(), 0)).label("rank"))
        return plain.order_by(Cohort.starts_at, Cohort.id)
    meant = and_(CourseAudience.course_id == Course.id, CourseAudience.audience == audience)
    pitched = statement.add_columns(CourseAudience.pitch, CourseAudience.rank).join(CourseAudience, meant)
    return pitched.order_by(CourseAudience.rank, Cohort.starts_at, Cohort.id)


def read(database: Database, statement: Select, made: type = Listed) -> list:
    """The rows of a `listing`; `made`: Listed, or a subclass with a field for each column you added."""
    return [made(**row) for row in database.execute(statement).mappings()]


def open_cohorts(
    database: Database, *, at: datetime, filters: Filters | None = None, audience: Audience | None = None, limit=50
) -> list[Listed]:
    """What can be enrolled in now, in one statement."""
    return read(database, listing(is_open_at(at), filters, audience).limit(limit))


def nearest(where: ColumnElement[bool], filters: Filters, audience: Audience | None = None) -> Select:
    """When nothing fits everything: the same list without the filters, those that fit most of them first."""
    fitting = sum((case((condition, 1), else_=0) for condition in conditions(filters).values()), case((true(), 0)))
    statement = rows_for(audience).where(where, Course.state == CourseState.PUBLISHED)
    return statement.order_by(None).order_by(fitting.desc(), Cohort.starts_at, Cohort.id)


def conditions(filters: Filters) -> dict[str, ColumnElement[bool]]:
    """One condition for each field that asks something."""
    asked: dict[str, Any] = {
        "weekdays": within_weekdays,
        "bands": within_bands,
        "place_id": lambda place_id: Cohort.place_id == place_id,
        "at_most_yen": lambda yen: fee_of_cohort <= yen,
        "help_in": lambda code: cast(Cohort.languages, String).contains(f'"{code}"', autoescape=True),
        "childcare": lambda _: Cohort.childcare,
        "online": lambda _: Cohort.online,
        "slug": lambda slug: Course.slug == slug,
    }
    given = {name: getattr(filters, name) for name in asked}
    return {name: asked[name](value) for name, value in given.items() if value != getattr(Filters(), name)}


def within_weekdays(weekdays):
    return not_(sessions_of_cohort(Session.id).where(weekday_of(Session.starts_at).not_in(weekdays)).exists())


def within_bands(bands: frozenset[Band]):
    fits = or_(
        *(
            and_(minute_of(Session.starts_at) >= first, minute_of(Session.ends_at) <= last)
            for first, last in stretches(bands)
        )
    )
    return not_(sessions_of_cohort(Session.id).where(not_(fits)).exists())


def stretches(bands) -> list[tuple[int, int]]:
    """Minutes of the day covered by `bands`, neighbours joined: morning and afternoon are one long stretch."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(HOURS[band] for band in bands):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def without(filters: Filters, name: str) -> Filters:
    """`filters` with one field asking nothing."""
    return replace(filters, **{name: getattr(Filters(), name)})


def places_in_use(database: Database, *, at: datetime) -> Sequence[tuple[int, LocalizedText]]:
    """(id, name) of the places where something announced takes place: the choices of the filter."""
    used = select(Cohort.place_id).where(is_announced_at(at))
    return [
        (place_id, name)
        for place_id, name in database.execute(
            select(Place.id, Place.name).where(Place.id.in_(used)).order_by(Place.id)
        )
    ]
