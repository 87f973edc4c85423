"""The files of courses: one with its versions, the bytes of a version, the forms that everybody may have."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import aliased, joinedload, selectinload

from ...database import LocalizedText
from ...people.models import Account
from ..models import (
    Cohort,
    CohortState,
    Course,
    FileKind,
    Material,
    MaterialContent,
    MaterialState,
    MaterialVersion,
)

later = aliased(MaterialVersion)
NEWEST = select(func.max(later.number)).where(later.material_id == Material.id).correlate(Material).scalar_subquery()
"""The number of the version that counts."""


class Sent(NamedTuple):
    """A file as it goes out."""

    name: str
    file_kind: FileKind
    body: bytes


class PublicForm(NamedTuple):
    id: int
    title: LocalizedText
    file_kind: FileKind
    languages: Sequence[str]
    size: int


def material(session: Database, material_id: int) -> Material | None:
    """With its course, cohort, item, and versions, newest first, with who brought them; two statements, no bytes."""
    by = selectinload(Material.versions).joinedload(MaterialVersion.by).joinedload(Account.person)
    places = (joinedload(Material.course), joinedload(Material.cohort), joinedload(Material.item))
    query = select(Material).where(Material.id == material_id).options(*places, by)
    return session.scalars(query).one_or_none()


def version(session: Database, version_id: int) -> MaterialVersion | None:
    return session.get(MaterialVersion, version_id)


def erased(session: Database, material_id: int) -> set[int]:
    """The ids of its versions whose bytes are gone."""
    query = select(MaterialVersion.id).outerjoin(MaterialContent, MaterialContent.version_id == MaterialVersion.id)
    return set(session.scalars(query.where(MaterialVersion.material_id == material_id, MaterialContent.id.is_(None))))


def sent(session: Database, version_id: int) -> Sent | None:
    query = select(MaterialVersion.name, MaterialVersion.file_kind, MaterialContent.body)
    query = query.join(MaterialContent, MaterialContent.version_id == MaterialVersion.id)
    row = session.execute(query.where(MaterialVersion.id == version_id)).one_or_none()
    return Sent(row.name, row.file_kind, bytes(row.body)) if row else None


IS_PUBLIC = Material.is_public & (Material.state == MaterialState.SHOWN)


def public_forms(session: Database, course_id: int) -> list[PublicForm]:
    """What everybody may fetch of this course; one statement."""
    version = MaterialVersion
    columns = (Material.id, Material.title, version.file_kind, version.languages, version.size)
    newest = (version.material_id == Material.id) & (version.number == NEWEST)
    query = select(*columns).select_from(Material).join(version, newest).order_by(Material.id)
    return [PublicForm(*row) for row in session.execute(query.where(Material.course_id == course_id, IS_PUBLIC))]


def public_form(session: Database, course_id: int, material_id: int) -> Sent | None:
    query = select(MaterialVersion.id).join(Material, Material.id == MaterialVersion.material_id)
    meant = Material.id == material_id, Material.course_id == course_id, IS_PUBLIC, MaterialVersion.number == NEWEST
    version_id = session.scalar(query.where(*meant))
    return sent(session, version_id) if version_id else None


def cohorts_to_choose(session: Database, course: Course, *, kept: int | None, at: datetime) -> list[tuple[int, str]]:
    """(id, code) of its cohorts that are neither cancelled nor over, and of the one that is named already."""
    lasting = (Cohort.state != CohortState.CANCELLED) & or_(Cohort.ends_at.is_(None), Cohort.ends_at > at)
    query = select(Cohort.id, Cohort.code).where(Cohort.course_id == course.id, or_(lasting, Cohort.id == kept))
    return [(row.id, row.code) for row in session.execute(query.order_by(Cohort.starts_at, Cohort.id))]
