"""The courses as staff list them: searched, narrowed, sorted and paged by their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session as Database

from ...database import LocalizedText
from ...people.models import Person
from ..models import Audience, Cohort, CohortState, Course, CourseAudience, CourseKind, CourseState
from .paging import Order, Page, read_page


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


def title_holds(words):
    ja, en = Course.title["ja"].as_string(), Course.title["en"]["text"].as_string()
    return or_(ja.icontains(words, autoescape=True), en.icontains(words, autoescape=True))


def lead_name(row):
    return " ".join(part for part in (row.lead_family_name, row.lead_given_name) if part) or None


def course_titles(database: Database) -> list[tuple[str, LocalizedText]]:
    """(slug, title) of every course that was not cancelled."""
    query = select(Course.slug, Course.title).where(Course.state != CourseState.CANCELLED).order_by(Course.slug)
    return [(slug, title) for slug, title in database.execute(query)]
