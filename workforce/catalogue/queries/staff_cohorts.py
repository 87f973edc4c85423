"""The cohorts as staff list them: searched, narrowed, sorted and paged by their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session as Database

from ... import clock
from ...database import LocalizedText, UTCDateTime
from ...people.models import Person
from ..models import Cohort, CohortState, Course, Place
from ..rules.stages import Stage
from .listing import is_open_at
from .paging import Order, Page, read_page
from .staff_courses import lead_name, title_holds

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
