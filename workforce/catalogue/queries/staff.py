"""The lists that staff work with: searched, narrowed, sorted and paged by their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session as Database

from ... import clock
from ...database import LocalizedText, UTCDateTime
from ...people.models import Person
from ..models import Audience, Cohort, CohortState, Course, CourseAudience, CourseKind, CourseState, Place
from ..rules.stages import Stage
from .listing import is_open_at
from .paging import Order, Page, read_page

NEVER = datetime(9999, 1, 1, tzinfo=clock.ZONE)


@dataclass(frozen=True)
class CohortFilters:
    """`month`: the first of the month of the first session. `search`: part of the code or of the course's title."""

    search: str = ""
    stage: Stage | None = None
    slug: str = ""
    month: date | None = None
    without_lead: bool = False


@dataclass(frozen=True)
class CohortRow:
    """One line of the list; goes through rules.stages.stage as it is."""

    id: int
    code: str
    state: CohortState
    slug: str
    title: LocalizedText
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    capacity: int
    minimum: int
    place: LocalizedText | None
    online: bool
    lead_family_name: str | None
    lead_given_name: str | None

    @property
    def lead(self) -> str | None:
        return lead_name(self)


def lead_name(row):
    return " ".join(part for part in (row.lead_family_name, row.lead_given_name) if part) or None


begins = func.coalesce(Cohort.starts_at, literal(NEVER, UTCDateTime))

COHORT_ORDERS: Mapping[str, Order] = {
    "-starts": Order((begins, Cohort.id), falling=True),
    "starts": Order((begins, Cohort.id)),
    "closes": Order((Cohort.closes_at, Cohort.id)),
    "-closes": Order((Cohort.closes_at, Cohort.id), falling=True),
    "code": Order((Cohort.code,)),
    "-code": Order((Cohort.code,), falling=True),
}


def staff_cohorts(
    database: Database, filters: CohortFilters, *, at: datetime, sort="-starts", after=None, before=None, size=50
) -> Page:
    """CohortRow lines, in one statement."""
    order = COHORT_ORDERS.get(sort) or COHORT_ORDERS["-starts"]
    statement = cohort_lines().where(*cohort_conditions(filters, at))
    return read_page(database, statement, order, after=after, before=before, size=size, made=CohortRow)


def cohort_lines() -> Select:
    columns = (
        Cohort.id,
        Cohort.code,
        Cohort.state,
        Course.slug,
        Course.title,
        Cohort.opens_at,
        Cohort.closes_at,
        Cohort.starts_at,
        Cohort.ends_at,
        Cohort.capacity,
        Cohort.minimum,
        Place.name,
        Cohort.online,
        Person.family_name,
        Person.given_name,
    )
    joined = select(*columns).join(Course, Cohort.course_id == Course.id).outerjoin(Place, Cohort.place_id == Place.id)
    return joined.outerjoin(Person, Cohort.lead_id == Person.id)


def cohort_conditions(filters, at):
    found = []
    if filters.search:
        found.append(or_(Cohort.code.icontains(filters.search, autoescape=True), title_holds(filters.search)))
    if filters.stage:
        found.append(is_at_stage(filters.stage, at))
    if filters.slug:
        found.append(Course.slug == filters.slug)
    if filters.month:
        found.append(
            and_(Cohort.starts_at >= month_start(filters.month), Cohort.starts_at < month_start(filters.month, 1))
        )
    if filters.without_lead:
        found += [Cohort.lead_id.is_(None), Cohort.state != CohortState.CANCELLED]
    return found


def title_holds(words):
    ja, en = Course.title["ja"].as_string(), Course.title["en"]["text"].as_string()
    return or_(ja.icontains(words, autoescape=True), en.icontains(words, autoescape=True))


def month_start(month: date, later=0) -> datetime:
    index = month.year * 12 + month.month - 1 + later
    return clock.instant(date(index // 12, index % 12 + 1, 1), datetime.min.time())


def is_at_stage(stage: Stage, at: datetime):
    """The same as rules.stages.stage, in SQL."""
    published = Cohort.state == CohortState.PUBLISHED
    not_over = or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    not_begun = and_(not_over, or_(Cohort.starts_at.is_(None), Cohort.starts_at > at))
    return {
        Stage.DRAFT: Cohort.state == CohortState.DRAFT,
        Stage.CANCELLED: Cohort.state == CohortState.CANCELLED,
        Stage.OVER: and_(published, Cohort.ends_at <= at),
        Stage.RUNNING: and_(published, not_over, Cohort.starts_at <= at),
        Stage.UPCOMING: and_(published, not_begun, Cohort.opens_at > at),
        Stage.OPEN: and_(is_open_at(at), not_over),
        Stage.CLOSED: and_(published, not_begun, Cohort.opens_at <= at, Cohort.closes_at <= at),
    }[stage]


@dataclass(frozen=True)
class CourseFilters:
    """`search`: part of the title or the address word."""

    search: str = ""
    state: CourseState | None = None
    kind: CourseKind | None = None
    audience: Audience | None = None
    without_lead: bool = False


@dataclass(frozen=True)
class CourseRow:
    """`lasting`: how many cohorts are published and not over; `drafts`: how many are being prepared."""

    id: int
    slug: str
    kind: CourseKind
    state: CourseState
    title: LocalizedText
    changed_at: datetime
    lasting: int
    drafts: int
    lead_family_name: str | None
    lead_given_name: str | None

    @property
    def lead(self) -> str | None:
        return lead_name(self)


COURSE_ORDERS: Mapping[str, Order] = {
    "slug": Order((Course.slug,)),
    "-slug": Order((Course.slug,), falling=True),
    "changed": Order((Course.changed_at, Course.id)),
    "-changed": Order((Course.changed_at, Course.id), falling=True),
}


def staff_courses(
    database: Database, filters: CourseFilters, *, at: datetime, sort="slug", after=None, before=None, size=50
) -> Page:
    """CourseRow lines, in one statement."""
    order = COURSE_ORDERS.get(sort) or COURSE_ORDERS["slug"]
    lasting = and_(Cohort.state == CohortState.PUBLISHED, or_(Cohort.ends_at.is_(None), Cohort.ends_at > at))
    statement = select(
        Course.id,
        Course.slug,
        Course.kind,
        Course.state,
        Course.title,
        Course.changed_at,
        cohorts_of_course(lasting),
        cohorts_of_course(Cohort.state == CohortState.DRAFT),
        Person.family_name,
        Person.given_name,
    ).outerjoin(Person, Course.lead_id == Person.id)
    conditions = course_conditions(filters)
    return read_page(
        database, statement.where(*conditions), order, after=after, before=before, size=size, made=CourseRow
    )


def cohorts_of_course(condition):
    counted = select(func.count()).select_from(Cohort).where(Cohort.course_id == Course.id, condition)
    return counted.correlate(Course).scalar_subquery()


def course_conditions(filters):
    speaks = select(CourseAudience.id).where(
        CourseAudience.course_id == Course.id, CourseAudience.audience == filters.audience
    )
    asked: list[tuple[Any, Any]] = [
        (filters.search, or_(Course.slug.icontains(filters.search, autoescape=True), title_holds(filters.search))),
        (filters.state, Course.state == filters.state),
        (filters.kind, Course.kind == filters.kind),
        (filters.audience, speaks.exists()),
        (filters.without_lead, and_(Course.lead_id.is_(None), Course.state != CourseState.CANCELLED)),
    ]
    return [condition for wanted, condition in asked if wanted]


# --- what a form offers -----------------------------------------------------------------------------------------------


def course_titles(database: Database) -> list[tuple[str, LocalizedText]]:
    """(slug, title) of every course that was not cancelled."""
    query = select(Course.slug, Course.title).where(Course.state != CourseState.CANCELLED).order_by(Course.slug)
    return [(slug, title) for slug, title in database.execute(query)]


def every_place(database: Database) -> list[Place]:
    return list(database.scalars(select(Place).order_by(Place.id)))
