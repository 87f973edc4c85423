"""Everything the page of one cohort shows, as plain rows: the facts, the timetable, what must be finished first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import BindParameter, Row, bindparam, func, select
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    CohortState,
    Course,
    CourseState,
    FeeKind,
    FeeLine,
    Place,
    Prerequisite,
    Selection,
    Session,
    SessionPart,
    Subject,
    SubjectItem,
)
from ...catalogue.rules.eligibility import RequiredCourse, Requirement
from ...clock import today
from ...database import LocalizedText
from ...enrolment.models import Draw, State
from ...enrolment.queries.bands import STORED_BANDS
from ...enrolment.queries.bands import read as read_bands
from ...enrolment.queries.reserved import RESERVED, RESERVED_UNTIL
from ...enrolment.queries.together import HAS_GROUPS
from ...enrolment.rules import Seats
from ...enrolment.rules.bands import Share
from ...people.models import Person
from ...screening.queries.shown import CRITERIA, ShownSheet, read_sheet
from ...stored import as_json, execute, instant, stored, text
from .offers import NO_BANDS, TAKEN, WAITING, counted

CODE: BindParameter = bindparam("code")
lead = aliased(Person)


def fee(kind):
    return select(FeeLine.yen).where(FeeLine.cohort_id == Cohort.id, FeeLine.kind == kind).scalar_subquery()


def of_course(*columns):
    return select(*columns).where(Subject.course_id == Course.id).scalar_subquery()


COMMITMENT = select(Draw.commitment).where(Draw.cohort_id == Cohort.id, Draw.number == 1).scalar_subquery()
TIMETABLE = (
    select(
        Session.id,
        stored(Session.starts_at),
        stored(Session.ends_at),
        Session.online,
        Session.room,
        stored(SubjectItem.title),
        SessionPart.minutes,
    )
    .join(Cohort, Session.cohort_id == Cohort.id)
    .outerjoin(SessionPart, SessionPart.session_id == Session.id)
    .outerjoin(SubjectItem, SessionPart.item_id == SubjectItem.id)
    .where(Cohort.code == CODE)
    .order_by(Session.starts_at, Session.id, SessionPart.position)
)
REQUIRED = (
    select(Course.id, Course.slug, stored(Course.title))
    .join(Prerequisite, Prerequisite.required_id == Course.id)
    .join(Cohort, Cohort.course_id == Prerequisite.course_id)
    .where(Cohort.code == CODE)
    .order_by(Course.id)
)
FACTS = (
    select(
        Cohort.id,
        Cohort.code,
        Cohort.state,
        Cohort.course_id,
        stored(Cohort.opens_at),
        stored(Cohort.closes_at),
        stored(Cohort.starts_at),
        stored(Cohort.ends_at),
        stored(Cohort.changes_until),
        Cohort.capacity,
        TAKEN.label("taken"),
        RESERVED.label("reserved"),
        RESERVED_UNTIL.label("reserved_until"),
        WAITING.label("waiting"),
        counted(State.APPLIED).label("applied"),
        Cohort.selection,
        Cohort.group_rule,
        HAS_GROUPS.label("has_groups"),
        stored(Cohort.decided_at),
        STORED_BANDS.label("bands"),
        Cohort.minimum,
        stored(Cohort.languages),
        Cohort.childcare,
        Cohort.online,
        stored(Cohort.note),
        Cohort.cancelled_reason,
        fee(FeeKind.TUITION).label("tuition"),
        fee(FeeKind.TEXTBOOK).label("textbook"),
        fee(FeeKind.INSURANCE).label("insurance"),
        Cohort.place_id,
        stored(Place.name).label("place"),
        Place.address,
        stored(Place.access),
        Place.step_free,
        lead.family_name.label("lead_family"),
        lead.given_name.label("lead_given"),
        Course.slug,
        Course.state.label("course_state"),
        stored(Course.title),
        stored(Course.summary),
        stored(Course.description),
        Course.minimum_age,
        Course.after_compulsory_school,
        stored(Course.conditions),
        of_course(func.coalesce(func.sum(Subject.minutes), 0)).label("minutes"),
        COMMITMENT.label("commitment"),
        CRITERIA.label("criteria"),
        as_json(REQUIRED).label("required"),
        as_json(TIMETABLE).label("timetable"),
    )
    .join(Course, Cohort.course_id == Course.id)
    .outerjoin(Place, Cohort.place_id == Place.id)
    .outerjoin(lead, lead.id == func.coalesce(Cohort.lead_id, Course.lead_id))
    .where(Cohort.code == CODE)
)


@dataclass(frozen=True)
class CourseFacts:
    """The course of a cohort, with what rules.eligibility asks about it. `minutes`: all its subjects together."""

    slug: str
    state: CourseState
    title: LocalizedText
    summary: LocalizedText
    description: LocalizedText
    minimum_age: int | None
    after_compulsory_school: bool
    conditions: LocalizedText
    minutes: int
    prerequisites: tuple[Requirement, ...]


@dataclass(frozen=True)
class CohortFacts:
    """One cohort. Amounts in yen, None where there is no such line. `lead`: the name of the person to ask, or "".

    `commitment`: the fingerprint of the secret by which its seats are, or were, drawn; None where they are not.
    `sheet`: by what its people are chosen; None where they are not.
    """

    code: str
    state: CohortState
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    changes_until: datetime | None
    seats: Seats
    bands: tuple[Share, ...]
    minimum: int
    languages: list[str]
    childcare: bool
    online: bool
    note: LocalizedText
    cancelled_reason: str | None
    tuition: int | None
    textbook: int | None
    insurance: int | None
    place_id: int | None
    place: LocalizedText | None
    address: str | None
    access: LocalizedText | None
    step_free: bool
    lead: str
    commitment: str | None
    sheet: ShownSheet | None
    course: CourseFacts

    @property
    def fee(self) -> int:
        return sum(yen or 0 for yen in (self.tuition, self.textbook, self.insurance))


@dataclass(frozen=True)
class Day:
    """The sessions of one day: their hours, how and where, and the titles of what they teach."""

    hours: tuple[tuple[datetime, datetime], ...]
    online: bool
    rooms: tuple[str, ...]
    items: tuple[LocalizedText, ...]

    @property
    def starts_at(self):
        return self.hours[0][0]


StoredCohort = Row
"""A cohort as one statement reads it: equal to another as long as nothing about the cohort has changed."""


def stored_cohort(database, code: str) -> StoredCohort | None:
    return execute(database, FACTS, code=code).one_or_none()


@lru_cache(maxsize=256)
def read(row: StoredCohort) -> CohortFacts:
    """The values in a stored cohort."""
    return CohortFacts(
        code=row.code,
        state=row.state,
        opens_at=instant(row.opens_at),
        closes_at=instant(row.closes_at),
        starts_at=instant(row.starts_at),
        ends_at=instant(row.ends_at),
        changes_until=instant(row.changes_until),
        seats=seats_of(row),
        bands=read_bands(row.bands),
        minimum=row.minimum,
        languages=text(row.languages),
        childcare=row.childcare,
        online=row.online,
        note=text(row.note),
        cancelled_reason=row.cancelled_reason,
        tuition=row.tuition,
        textbook=row.textbook,
        insurance=row.insurance,
        place_id=row.place_id,
        place=text(row.place),
        address=row.address,
        access=text(row.access),
        step_free=bool(row.step_free),
        lead=" ".join(part for part in (row.lead_family, row.lead_given) if part),
        commitment=row.commitment,
        sheet=read_sheet(row.criteria) if row.selection is Selection.SCREENING else None,
        course=course_of(row),
    )


def seats_of(row: StoredCohort) -> Seats:
    return Seats(
        row.state,
        row.capacity,
        row.taken - row.reserved,
        0,
        row.waiting,
        applied=row.applied,
        selection=row.selection,
        decided_at=instant(row.decided_at),
        has_bands=row.bands != NO_BANDS,
        group_rule=row.group_rule,
        has_groups=bool(row.has_groups),
        reserved=row.reserved,
        reserved_until=instant(row.reserved_until),
    )


def course_of(row: StoredCohort) -> CourseFacts:
    return CourseFacts(
        slug=row.slug,
        state=row.course_state,
        title=text(row.title),
        summary=text(row.summary),
        description=text(row.description),
        minimum_age=row.minimum_age,
        after_compulsory_school=row.after_compulsory_school,
        conditions=text(row.conditions),
        minutes=row.minutes,
        prerequisites=tuple(
            Requirement(RequiredCourse(id, slug, text(title))) for id, slug, title in text(row.required)
        ),
    )


def days(row: StoredCohort) -> list[Day]:
    """The timetable of a stored cohort, day by day. What is taught in two sessions running is named once."""
    found: dict[date, list[Sequence]] = {}
    for sitting in text(row.timetable):
        found.setdefault(today(instant(sitting[1])), []).append(sitting)
    return [one_day(rows) for rows in found.values()]


def one_day(rows: Sequence[Sequence]) -> Day:
    hours = {(instant(starts), instant(ends)): None for _id, starts, ends, *_ in rows}
    titles = {title: None for *_, title, _minutes in rows if title is not None}
    rooms = {room: None for *_, room, _title, _minutes in rows if room}
    return Day(tuple(hours), all(row[3] for row in rows), tuple(rooms), tuple(text(title) for title in titles))
