"""Texts that are missing in a language, older than the Japanese one, or only machine made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, or_, select, union_all
from sqlalchemy.orm import Session as Database

from ...database import LocalizedText
from ...i18n.wording import Gap, gaps
from ..models import (
    Cohort,
    CohortState,
    Course,
    CourseAudience,
    CourseState,
    Material,
    MaterialState,
    Place,
    Subject,
    SubjectItem,
)
from .paging import PAGE, Page


class Holder(StrEnum):
    COURSE = "course"
    AUDIENCE = "audience"
    SUBJECT = "subject"
    COHORT = "cohort"
    PLACE = "place"
    MATERIAL = "material"


@dataclass(frozen=True)
class TextGap:
    """One text. `key`: slug, code or place id of what holds it, `name` what staff call that; `subject_id` for subjects.

    `gaps`: {language code: Gap}.
    """

    holder: Holder
    key: str
    field: str
    text: LocalizedText
    gaps: dict[str, Gap]
    name: str
    subject_id: int | None = None

    @property
    def mark(self) -> str:
        """Names this text among all, for paging."""
        return f"{self.holder}.{self.key}.{self.field}"


def text_gaps(database: Database, *, at, language=None) -> list[TextGap]:
    """Every text of what people can see or soon will: courses and cohorts not cancelled or over, files, all places.

    `language`: only gaps in that language. In six statements, however many texts there are.
    """
    found = [
        *course_texts(database),
        *audience_texts(database),
        *subject_texts(database),
        *cohort_texts(database, at),
        *place_texts(database),
        *material_texts(database),
    ]
    return [gap for gap in map(gap_of(language), found) if gap.gaps]


def every_text(database: Database, *, at) -> Iterable[LocalizedText]:
    """The same texts and nothing about them, in one statement: enough to count what is missing."""
    alive, lasting = Course.state != CourseState.CANCELLED, is_shown(at)
    columns = (
        *(select(column).where(alive) for column in COURSE_TEXTS),
        select(CourseAudience.pitch).join(Course, Course.id == CourseAudience.course_id).where(alive),
        select(Subject.title).join(Course, Course.id == Subject.course_id).where(alive),
        select(SubjectItem.title).join(SubjectItem.subject).join(Course, Course.id == Subject.course_id).where(alive),
        select(Cohort.note).where(lasting),
        select(Place.name),
        select(Place.access),
        select(Material.title).join(Course, Course.id == Material.course_id).where(alive, IS_FOUND),
    )
    return database.scalars(union_all(*columns))


def page_of(found: list[TextGap], *, after=None, before=None, size=PAGE) -> Page:
    """One page of the list; `after` or `before` is the mark of a text. One that was mended meanwhile begins anew."""
    place = {gap.mark: index for index, gap in enumerate(found)}
    first = place[after] + 1 if after in place else max(0, place[before] - size) if before in place else 0
    rows = found[first : first + size]
    has_after = first + size < len(found)
    return Page(rows, rows[0].mark if rows and first else None, rows[-1].mark if has_after else None)


def gap_of(language):
    def made(row):
        holder, key, field, text, subject_id, name = row
        missing = {code: gap for code, gap in gaps(text).items() if language in (None, code)}
        return TextGap(holder, str(key), field, text, missing, name or str(key), subject_id)

    return made


COURSE_TEXTS = (Course.title, Course.summary, Course.description, Course.conditions)


def course_texts(database):
    query = select(Course.slug, *COURSE_TEXTS)
    for slug, *texts in database.execute(query.where(Course.state != CourseState.CANCELLED).order_by(Course.slug)):
        for column, text in zip(COURSE_TEXTS, texts, strict=True):
            yield Holder.COURSE, slug, column.key, text, None, None


def audience_texts(database):
    query = select(Course.slug, CourseAudience.audience, CourseAudience.pitch).join(CourseAudience)
    ordered = query.where(Course.state != CourseState.CANCELLED).order_by(
        Course.slug, CourseAudience.rank, CourseAudience.id
    )
    for slug, audience, pitch in database.execute(ordered):
        yield Holder.AUDIENCE, slug, audience.value, pitch, None, None


def subject_texts(database):
    """Titles of subjects and of their items."""
    query = (
        select(Course.slug, Subject.id, Subject.number, Subject.title, SubjectItem.number, SubjectItem.title)
        .join(Subject, Subject.course_id == Course.id)
        .outerjoin(SubjectItem, SubjectItem.subject_id == Subject.id)
        .where(Course.state != CourseState.CANCELLED)
        .order_by(Course.slug, Subject.number, SubjectItem.number)
    )
    last = None
    for slug, subject_id, number, title, item_number, item_title in database.execute(query):
        if subject_id != last:
            yield Holder.SUBJECT, slug, str(number), title, subject_id, None
        if item_number is not None:
            yield Holder.SUBJECT, slug, f"{number}-{item_number}", item_title, subject_id, None
        last = subject_id


def cohort_texts(database, at):
    query = select(Cohort.code, Cohort.note).where(is_shown(at))
    for code, note in database.execute(query.order_by(Cohort.code)):
        yield Holder.COHORT, code, "note", note, None, None


def is_shown(at):
    """Of a cohort: neither cancelled nor over."""
    return and_(Cohort.state != CohortState.CANCELLED, or_(Cohort.ends_at.is_(None), Cohort.ends_at > at))


def place_texts(database):
    for place_id, name, access in database.execute(select(Place.id, Place.name, Place.access).order_by(Place.id)):
        yield Holder.PLACE, place_id, "name", name, None, name["ja"]
        yield Holder.PLACE, place_id, "access", access, None, name["ja"]


IS_FOUND = Material.state == MaterialState.SHOWN


def material_texts(database):
    query = select(Material.id, Material.title).join(Course, Course.id == Material.course_id)
    query = query.where(Course.state != CourseState.CANCELLED, IS_FOUND)
    for material_id, title in database.execute(query.order_by(Material.id)):
        yield Holder.MATERIAL, material_id, "title", title, None, title["ja"]
