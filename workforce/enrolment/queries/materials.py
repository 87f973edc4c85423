"""The files of a course as one who has a seat finds them, in plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import (
    Cohort,
    FileKind,
    Material,
    MaterialKind,
    MaterialState,
    MaterialVersion,
    Session,
    Subject,
    SubjectItem,
)
from ...catalogue.queries.materials import NEWEST
from ...catalogue.rules.materials import there_from
from ...database import LocalizedText
from ...people.models import Person
from ...people.queries.persons import in_group
from ...stored import execute, instant, stored, text
from ..models import Guest, MaterialFetch


class Had(StrEnum):
    """What somebody has of a file."""

    NOTHING = "nothing"
    OLDER = "older"
    NEWEST = "newest"


@dataclass(frozen=True)
class OwnMaterial:
    """A file as it is now. `fetched`: the highest number of a version that this person has, None for nothing; `about`:
    the subject item it belongs to; `begins`: the instant from which on it is there, None if it always was.
    """

    id: int
    kind: MaterialKind
    title: LocalizedText
    about: LocalizedText | None
    begins: datetime | None
    version_id: int
    number: int
    file_kind: FileKind
    languages: Sequence[str]
    size: int
    brought_at: datetime
    fetched: int | None

    @property
    def had(self) -> Had:
        if self.fetched is None:
            return Had.NOTHING
        return Had.NEWEST if self.fetched == self.number else Had.OLDER

    def is_there(self, at: datetime) -> bool:
        return self.begins is None or self.begins <= at


earlier = aliased(MaterialVersion)
FETCHED = (
    select(func.max(earlier.number))
    .join(MaterialFetch, MaterialFetch.version_id == earlier.id)
    .where(
        earlier.material_id == Material.id,
        MaterialFetch.person_id.in_(select(Person.id).where(in_group(Person, bindparam("person_id")))),
    )
    .correlate(Material)
    .scalar_subquery()
)


def cohorts_visited(enrolment_id):
    """In whose lessons somebody of another cohort makes up what they missed."""
    return select(Guest.cohort_id).where(Guest.enrolment_id == enrolment_id, Guest.ended_at.is_(None))


COURSE = select(Cohort.course_id).where(Cohort.id == bindparam("cohort_id")).scalar_subquery()
OWN = (
    select(
        Material.id,
        Material.kind,
        stored(Material.title),
        stored(SubjectItem.title).label("about"),
        Material.cohort_id,
        Material.after_lesson,
        Material.from_day,
        MaterialVersion.id.label("version_id"),
        MaterialVersion.number,
        MaterialVersion.file_kind,
        stored(MaterialVersion.languages),
        MaterialVersion.size,
        stored(MaterialVersion.at),
        FETCHED.label("fetched"),
    )
    .select_from(Material)
    .join(MaterialVersion, (MaterialVersion.material_id == Material.id) & (MaterialVersion.number == NEWEST))
    .outerjoin(SubjectItem, SubjectItem.id == Material.item_id)
    .outerjoin(Subject, Subject.id == SubjectItem.subject_id)
    .where(
        Material.course_id == COURSE,
        or_(
            Material.cohort_id.is_(None),
            Material.cohort_id == bindparam("cohort_id"),
            Material.cohort_id.in_(cohorts_visited(bindparam("enrolment_id"))),
        ),
        Material.state == MaterialState.SHOWN,
    )
    .order_by(Subject.number.is_not(None), Subject.number, SubjectItem.number, Material.id)
)


def own(database, *, enrolment_id: int, cohort_id: int, person_id: int, ends: Sequence[datetime]) -> list[OwnMaterial]:
    """What somebody with a seat in this cohort finds or will find. `ends`: when its lessons end, in order.

    One statement; one more where a file waits for the lesson of a cohort that they visit.
    """
    rows = execute(database, OWN, enrolment_id=enrolment_id, cohort_id=cohort_id, person_id=person_id).all()
    visited = {row.cohort_id for row in rows if row.after_lesson and row.cohort_id not in (None, cohort_id)}
    ends_there = lessons_of(database, visited) if visited else {}
    return [read(row, ends_there.get(row.cohort_id, ends)) for row in rows]


def lessons_of(database, cohort_ids) -> dict[int, list[datetime]]:
    """When the lessons of each of these cohorts end, in order."""
    found: dict[int, list[datetime]] = {cohort_id: [] for cohort_id in cohort_ids}
    for row in execute(database, ENDS, ids=list(cohort_ids)):
        found[row.cohort_id].append(instant(row.ends_at))
    return found


ENDS = (
    select(Session.cohort_id, stored(Session.ends_at))
    .where(Session.cohort_id.in_(bindparam("ids", expanding=True)))
    .order_by(Session.starts_at)
)


def read(row, ends) -> OwnMaterial:
    return OwnMaterial(
        id=row.id,
        kind=row.kind,
        title=text(row.title),
        about=text(row.about),
        begins=there_from(row.after_lesson, row.from_day, ends),
        version_id=row.version_id,
        number=row.number,
        file_kind=row.file_kind,
        languages=text(row.languages),
        size=row.size,
        brought_at=instant(row.at),
        fetched=row.fetched,
    )
