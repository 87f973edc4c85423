"""Who of those with a seat has fetched which file, for staff: what is not fetched can be handed out on paper.

Guests of a cohort count there for what they need: the files about what they come for, and those that only this cohort
has. Everything else they have from their own.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select, union
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    CohortState,
    FileKind,
    Material,
    MaterialKind,
    MaterialState,
    MaterialVersion,
    Session,
    SessionPart,
)
from ...catalogue.queries.materials import NEWEST
from ...database import LocalizedText
from ...people.models import Person
from ..models import Enrolment, Guest, GuestPart, MaterialFetch, State
from .materials import Had


class MaterialRow(NamedTuple):
    """A file and its newest version. Of the `seated` people, `newest` have it and `older` only an older version."""

    id: int
    kind: MaterialKind
    state: MaterialState
    title: LocalizedText
    is_public: bool
    after_lesson: int | None
    from_day: date | None
    cohort: str | None
    number: int
    name: str
    file_kind: FileKind
    size: int
    at: datetime
    seated: int
    newest: int
    older: int

    @property
    def missing(self) -> int:
        return self.seated - self.newest


class CohortRow(NamedTuple):
    code: str
    starts_at: datetime | None
    seated: int
    newest: int
    older: int


class Reader(NamedTuple):
    """Somebody with a seat. `first_at`, `times`: of the newest version; `fetched`: the highest number they have;
    `visits_at`: when the first lesson begins to which a guest comes, None for who belongs to the cohort.
    """

    receipt: str
    name: str
    kana: str
    fetched: int | None
    number: int
    first_at: datetime | None
    times: int | None
    visits_at: datetime | None = None

    @property
    def had(self) -> Had:
        if self.fetched is None:
            return Had.NOTHING
        return Had.NEWEST if self.fetched == self.number else Had.OLDER


seat, record, kept = aliased(Enrolment), aliased(Person), aliased(Person)
HUMAN = func.coalesce(record.merged_into_id, record.id)
SEATED = seat.state == State.CONFIRMED
IN_SCOPE = or_(Material.cohort_id.is_(None), Material.cohort_id == Cohort.id)
COMES_FOR = (
    select(GuestPart.id)
    .join(SessionPart, SessionPart.id == GuestPart.part_id)
    .where(GuestPart.guest_id == Guest.id, SessionPart.item_id == Material.item_id)
    .exists()
)
IS_NEEDED = or_(and_(Material.cohort_id == Guest.cohort_id, Material.item_id.is_(None)), COMES_FOR)
"""A file by a guest."""


def fetched(*meant, newest=None):
    """(material, human, highest number of a version they have), whichever of their records it was fetched by.

    `meant`: which files. `newest`: the number of a version of which to say since when they have it and how often they
    fetched it. Grouped once and joined: asked anew for each seat, it read every fetch of the file for each.
    """
    who, version = aliased(Person), aliased(MaterialVersion)
    human = func.coalesce(who.merged_into_id, who.id)
    is_newest = version.number == newest
    return (
        select(
            version.material_id.label("material_id"),
            human.label("human"),
            func.max(version.number).label("number"),
            func.min(case((is_newest, MaterialFetch.first_at))).label("first_at"),
            func.sum(case((is_newest, MaterialFetch.times))).label("times"),
        )
        .join(MaterialFetch, MaterialFetch.version_id == version.id)
        .join(who, who.id == MaterialFetch.person_id)
        .where(version.material_id.in_(select(Material.id).where(*meant)))
        .group_by(version.material_id, human)
        .subquery()
    )


def held(meant, *which):
    """(material, cohort, the number they have, the number that counts), a row for each seat or guest, and file.

    `meant`: which files; `which`: of which cohorts.
    """
    has = fetched(*meant)
    files = (
        select(
            Material.id.label("material_id"),
            Cohort.id.label("cohort_id"),
            seat.id.label("seat_id"),
            has.c.number.label("fetched"),
            NEWEST.label("number"),
        )
        .select_from(Material)
        .join(Cohort, and_(Cohort.course_id == Material.course_id, IN_SCOPE, Cohort.state == CohortState.PUBLISHED))
        .where(*meant, *which)
    )
    seats = files.join(seat, and_(seat.cohort_id == Cohort.id, SEATED))
    coming = and_(Guest.cohort_id == Cohort.id, Guest.ended_at.is_(None))
    guests = files.join(Guest, coming).join(seat, and_(seat.id == Guest.enrolment_id, SEATED)).where(IS_NEEDED)
    return union(*(people_of(rows, has) for rows in (seats, guests))).subquery()


def people_of(rows, has):
    rows = rows.join(record, record.id == seat.person_id)
    return rows.outerjoin(has, and_(has.c.material_id == Material.id, has.c.human == HUMAN))


def each_once(rows):
    """Of the rows of `held`: who is a guest in one cohort and belongs to another, once for each file."""
    return select(rows.c.material_id, rows.c.seat_id, rows.c.fetched, rows.c.number).distinct().subquery()


def counted(rows):
    """(seated, newest, older) of the rows of `held`."""
    has = case((rows.c.fetched == rows.c.number, 1), else_=0)
    had = case((rows.c.fetched < rows.c.number, 1), else_=0)
    return func.count(rows.c.seat_id), func.coalesce(func.sum(has), 0), func.coalesce(func.sum(had), 0)


def not_over(at):
    return or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)


def of_course(session, course_id: int, *, at) -> list[MaterialRow]:
    """Every file of the course, with how many of those in cohorts that are not over have it; one statement."""
    meant = (Material.course_id == course_id,)
    return listed(session, each_once(held(meant, not_over(at))), *meant)


def of_cohort(session, cohort) -> list[MaterialRow]:
    """The files that people of this cohort find or will find; one statement."""
    scope = or_(Material.cohort_id.is_(None), Material.cohort_id == cohort.id)
    meant = (Material.course_id == cohort.course_id, scope, Material.state == MaterialState.SHOWN)
    return listed(session, held(meant, Cohort.id == cohort.id), *meant)


def listed(session, rows, *conditions):
    only = aliased(Cohort)
    query = (
        select(
            *(Material.id, Material.kind, Material.state, Material.title, Material.is_public, Material.after_lesson),
            *(Material.from_day, only.code, MaterialVersion.number, MaterialVersion.name, MaterialVersion.file_kind),
            *(MaterialVersion.size, MaterialVersion.at, *counted(rows)),
        )
        .select_from(Material)
        .join(MaterialVersion, and_(MaterialVersion.material_id == Material.id, MaterialVersion.number == NEWEST))
        .outerjoin(only, only.id == Material.cohort_id)
        .outerjoin(rows, rows.c.material_id == Material.id)
        .where(*conditions)
        .group_by(Material.id, only.code, MaterialVersion.id)
        .order_by(Material.state, Material.id)
    )
    return [MaterialRow(*row) for row in session.execute(query)]


COHORTS_AT_MOST = 30


def by_cohort(session, material) -> list[CohortRow]:
    """The newest cohorts whose people may fetch this file, where there are any; one statement."""
    newest = select(Cohort.id).where(Cohort.course_id == material.course_id, Cohort.state == CohortState.PUBLISHED)
    newest = newest.order_by(Cohort.starts_at.desc(), Cohort.id.desc()).limit(COHORTS_AT_MOST)
    rows = held((Material.id == material.id,), Cohort.id.in_(newest))
    query = (
        select(Cohort.code, Cohort.starts_at, *counted(rows))
        .join(rows, rows.c.cohort_id == Cohort.id)
        .group_by(Cohort.id)
        .order_by(Cohort.starts_at.desc(), Cohort.id.desc())
    )
    return [CohortRow(*row) for row in session.execute(query)]


def readers(session, version: MaterialVersion, cohort_id: int) -> list[Reader]:
    """Everybody with a seat in this cohort, and the guests who need it, by reading, and whether they have this version;
    one statement.
    """
    has = fetched(Material.id == version.material_id, newest=version.number)
    names = (kept.family_name, kept.given_name, kept.family_kana, kept.given_kana)
    visits = visitors(version.material_id, cohort_id)
    people = union(select(Enrolment.id).where(Enrolment.cohort_id == cohort_id), select(visits.c.seat_id))
    query = (
        select(seat.receipt, *names, has.c.number, has.c.first_at, has.c.times, visits.c.at)
        .select_from(seat)
        .outerjoin(visits, visits.c.seat_id == seat.id)
        .join(record, record.id == seat.person_id)
        .join(kept, kept.id == HUMAN)
        .outerjoin(has, has.c.human == HUMAN)
        .where(seat.id.in_(people), SEATED)
        .order_by(kept.sort_kana, seat.id)
    )
    return [reader(*row, number=version.number) for row in session.execute(query)]


def visitors(material_id: int, cohort_id: int):
    """(seat, when the first lesson begins that they come to) of the guests of a cohort who need this file."""
    return (
        select(Guest.enrolment_id.label("seat_id"), func.min(Session.starts_at).label("at"))
        .join(Session, Session.id == Guest.session_id)
        .join(Material, Material.id == material_id)
        .where(Guest.cohort_id == cohort_id, Guest.ended_at.is_(None), IS_NEEDED)
        .group_by(Guest.enrolment_id)
        .subquery()
    )


def reader(receipt, family_name, given_name, family_kana, given_kana, has, first_at, times, visits_at, *, number):
    named = spaced(family_name, given_name), spaced(family_kana, given_kana)
    return Reader(receipt, *named, has, number, first_at, times, visits_at)


def spaced(*parts):
    return " ".join(part for part in parts if part)
