"""Who of those with a seat has fetched which file, for staff: what is not fetched can be handed out on paper."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    CohortState,
    FileKind,
    Material,
    MaterialKind,
    MaterialState,
    MaterialVersion,
)
from ...catalogue.queries.materials import NEWEST
from ...database import LocalizedText
from ...people.models import Person
from ..models import Enrolment, MaterialFetch, State
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
    """Somebody with a seat. `first_at`, `times`: of the newest version; `fetched`: the highest number they have."""

    receipt: str
    name: str
    kana: str
    fetched: int | None
    number: int
    first_at: datetime | None
    times: int | None

    @property
    def had(self) -> Had:
        if self.fetched is None:
            return Had.NOTHING
        return Had.NEWEST if self.fetched == self.number else Had.OLDER


seat, record, kept = aliased(Enrolment), aliased(Person), aliased(Person)
who, version = aliased(Person), aliased(MaterialVersion)
HUMAN = func.coalesce(record.merged_into_id, record.id)
FETCHED = (
    select(func.max(version.number))
    .join(MaterialFetch, MaterialFetch.version_id == version.id)
    .join(who, who.id == MaterialFetch.person_id)
    .where(version.material_id == Material.id, func.coalesce(who.merged_into_id, who.id) == HUMAN)
    .correlate(Material, record)
    .scalar_subquery()
)
"""The highest number of a version of this file that this human has, whichever of their records it was fetched by."""
SEATED = seat.state == State.CONFIRMED
IN_SCOPE = or_(Material.cohort_id.is_(None), Material.cohort_id == Cohort.id)


def held(*conditions):
    """(material, cohort, human, the number they have, the number that counts), a row for each seat and file."""
    return (
        select(
            Material.id.label("material_id"),
            Cohort.id.label("cohort_id"),
            seat.id.label("seat_id"),
            FETCHED.label("fetched"),
            NEWEST.label("number"),
        )
        .select_from(Material)
        .join(Cohort, and_(Cohort.course_id == Material.course_id, IN_SCOPE, Cohort.state == CohortState.PUBLISHED))
        .join(seat, and_(seat.cohort_id == Cohort.id, SEATED))
        .join(record, record.id == seat.person_id)
        .where(*conditions)
        .subquery()
    )


def counted(rows):
    """(seated, newest, older) of the rows of `held`."""
    has = case((rows.c.fetched == rows.c.number, 1), else_=0)
    had = case((rows.c.fetched < rows.c.number, 1), else_=0)
    return func.count(rows.c.seat_id), func.coalesce(func.sum(has), 0), func.coalesce(func.sum(had), 0)


def not_over(at):
    return or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)


def of_course(session, course_id: int, *, at) -> list[MaterialRow]:
    """Every file of the course, with how many of those in cohorts that are not over have it; one statement."""
    return listed(session, held(Material.course_id == course_id, not_over(at)), Material.course_id == course_id)


def of_cohort(session, cohort) -> list[MaterialRow]:
    """The files that people of this cohort find or will find; one statement."""
    scope = or_(Material.cohort_id.is_(None), Material.cohort_id == cohort.id)
    meant = (Material.course_id == cohort.course_id, scope, Material.state == MaterialState.SHOWN)
    return listed(session, held(Cohort.id == cohort.id, *meant), *meant)


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


def by_cohort(session, material_id: int) -> list[CohortRow]:
    """The newest cohorts with somebody who may fetch this file."""
    rows = held(Material.id == material_id)
    query = (
        select(Cohort.code, Cohort.starts_at, *counted(rows))
        .join(rows, rows.c.cohort_id == Cohort.id)
        .group_by(Cohort.id)
        .order_by(Cohort.starts_at.desc(), Cohort.id.desc())
        .limit(COHORTS_AT_MOST)
    )
    return [CohortRow(*row) for row in session.execute(query)]


def readers(session, material_id: int, cohort_id: int) -> list[Reader]:
    """Everybody with a seat in this cohort, by reading; one statement."""
    query = (
        select(
            *(seat.receipt, kept.family_name, kept.given_name, kept.family_kana, kept.given_kana, FETCHED, NEWEST),
            *(of_the_newest(func.min(MaterialFetch.first_at)), of_the_newest(func.sum(MaterialFetch.times))),
        )
        .select_from(Material)
        .join(seat, and_(seat.cohort_id == cohort_id, SEATED))
        .join(record, record.id == seat.person_id)
        .join(kept, kept.id == HUMAN)
        .where(Material.id == material_id)
        .order_by(kept.sort_kana, seat.id)
    )
    return [reader(*row) for row in session.execute(query)]


def of_the_newest(value):
    """Of this human's fetches of the newest version."""
    return (
        select(value)
        .join(version, version.id == MaterialFetch.version_id)
        .join(who, who.id == MaterialFetch.person_id)
        .where(version.material_id == Material.id, version.number == NEWEST)
        .where(func.coalesce(who.merged_into_id, who.id) == HUMAN)
        .correlate(Material, record)
        .scalar_subquery()
    )


def reader(receipt, family_name, given_name, family_kana, given_kana, *fetched):
    return Reader(receipt, spaced(family_name, given_name), spaced(family_kana, given_kana), *fetched)


def spaced(*parts):
    return " ".join(part for part in parts if part)
