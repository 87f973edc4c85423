"""Files of a course for the people who take it: blank forms, handouts, lists of textbooks, in versions that stay."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, Texts, db
from ...people.models import Account
from .cohorts import Cohort
from .courses import Course, SubjectItem


class MaterialKind(StrEnum):
    BLANK_FORM = "blank_form"
    HANDOUT = "handout"
    TEXTBOOKS = "textbooks"
    OTHER = "other"


class MaterialState(StrEnum):
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class FileKind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"


class Material(db.Model):
    """Of a course, or only of one cohort of it; perhaps about one subject item.

    It is there at once, or from `from_day` on, or once the lesson with the number `after_lesson` is over. `is_public`:
    visitors of the course's page find it too. `key`: of the form it was sent with, so that a second click is no second
    one.
    """

    __tablename__ = "material"
    __table_args__ = (
        UniqueConstraint("course_id", "key"),
        CheckConstraint("after_lesson > 0", name="from_the_first_lesson"),
        CheckConstraint("after_lesson IS NULL OR from_day IS NULL", name="one_beginning"),
        CheckConstraint(
            "NOT is_public OR (kind = 'blank_form' AND cohort_id IS NULL AND after_lesson IS NULL"
            " AND from_day IS NULL)",
            name="public_forms_only",
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("subject_item.id", ondelete="SET NULL"), index=True)
    kind: Mapped[MaterialKind]
    state: Mapped[MaterialState] = mapped_column(default=MaterialState.SHOWN)
    title: Mapped[LocalizedText]
    is_public: Mapped[bool] = mapped_column(default=False)
    after_lesson: Mapped[int | None]
    from_day: Mapped[date | None]
    key: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    course: Mapped[Course] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort | None] = relationship(lazy="raise_on_sql")
    item: Mapped[SubjectItem | None] = relationship(lazy="raise_on_sql")
    versions: Mapped[list["MaterialVersion"]] = relationship(
        lazy="raise_on_sql", order_by="MaterialVersion.number.desc()"
    )


class MaterialVersion(db.Model):
    """One file, never changed: numbered from 1, the highest is the one that counts. `size` in bytes; `languages`: codes
    of those it is written in.
    """

    __tablename__ = "material_version"
    __table_args__ = (
        UniqueConstraint("material_id", "number"),
        CheckConstraint("number > 0", name="from_one"),
        CheckConstraint("size > 0", name="not_empty"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"))
    number: Mapped[int]
    file_kind: Mapped[FileKind]
    name: Mapped[str]
    languages: Mapped[Texts]
    size: Mapped[int]
    sha256: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    by: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class MaterialContent(db.Model):
    """The bytes of one version, in a table of their own: nobody reads them who only wants to know what there is.

    A version that was brought in error has none any more; history says who erased it, and why.
    """

    __tablename__ = "material_content"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("material_version.id"), unique=True)
    body: Mapped[bytes]
