"""What the catalogue offers: a course, for whom, and its subjects and items in minutes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, Texts, db
from ...people.models import Person


class Audience(StrEnum):
    YOUNG_PEOPLE = "young_people"
    CAREER_CHANGERS = "career_changers"
    FOREIGN_WORKERS = "foreign_workers"
    CARE_STAFF = "care_staff"
    RETURNING_NURSES = "returning_nurses"
    CERTIFIED_HELPERS = "certified_helpers"
    VOLUNTEERS = "volunteers"


class CourseKind(StrEnum):
    INITIAL_TRAINING = "initial_training"
    LIFE_SUPPORT_TRAINING = "life_support_training"
    INTRODUCTORY_TRAINING = "introductory_training"
    PRACTITIONER_TRAINING = "practitioner_training"
    CERTIFIED_HELPER = "certified_helper"
    DEMENTIA_BASIC = "dementia_basic"
    WORKSHOP = "workshop"
    EXPERIENCE = "experience"
    REFRESHER = "refresher"
    OTHER = "other"


class CourseState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    LECTURE = "lecture"
    EXERCISE = "exercise"
    PRACTICAL = "practical"


class Course(db.Model):
    """`minimum_age` in years (legal age on the first day) or None; `after_compulsory_school`: the 31 March after
    reaching 15 must have passed. `conditions`: what else is asked of people, in words. `questions`: keys of the
    question catalogue, in the order they are asked; `form_version`: the number of the form published with them.
    """

    __tablename__ = "course"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[CourseKind]
    state: Mapped[CourseState] = mapped_column(default=CourseState.DRAFT, index=True)
    title: Mapped[LocalizedText]
    summary: Mapped[LocalizedText]
    description: Mapped[LocalizedText]
    minimum_age: Mapped[int | None]
    after_compulsory_school: Mapped[bool] = mapped_column(default=False)
    conditions: Mapped[LocalizedText] = mapped_column(default=dict)
    questions: Mapped[Texts]
    form_version: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    lead: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    audiences: Mapped[list["CourseAudience"]] = relationship(
        lazy="raise_on_sql", order_by="CourseAudience.rank, CourseAudience.id", cascade="all, delete-orphan"
    )
    subjects: Mapped[list["Subject"]] = relationship(
        lazy="raise_on_sql", order_by="Subject.number", cascade="all, delete-orphan"
    )
    prerequisites: Mapped[list["Prerequisite"]] = relationship(
        lazy="raise_on_sql",
        foreign_keys="Prerequisite.course_id",
        order_by="Prerequisite.id",
        cascade="all, delete-orphan",
    )


class CourseAudience(db.Model):
    """The course as one kind of reader meets it behind their door: `rank` orders (1 first), `pitch` in their words."""

    __tablename__ = "course_audience"
    __table_args__ = (UniqueConstraint("course_id", "audience"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    audience: Mapped[Audience]
    rank: Mapped[int] = mapped_column(default=100)
    pitch: Mapped[LocalizedText]


class Prerequisite(db.Model):
    """Finish `required` first. Several rows: any one of them is enough."""

    __tablename__ = "prerequisite"
    __table_args__ = (UniqueConstraint("course_id", "required_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    required_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    required: Mapped[Course] = relationship(lazy="raise_on_sql", foreign_keys=[required_id])


class Subject(db.Model):
    """A 科目. `minutes` is the sum of its items; at most `max_distance_minutes` of it may be taught at a distance."""

    __tablename__ = "subject"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("minutes > 0", name="positive"),
        CheckConstraint("max_distance_minutes BETWEEN 0 AND minutes", name="distance_within"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    title: Mapped[LocalizedText]
    minutes: Mapped[int]
    max_distance_minutes: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")
    items: Mapped[list["SubjectItem"]] = relationship(
        lazy="raise_on_sql", order_by="SubjectItem.number", cascade="all, delete-orphan"
    )


class SubjectItem(db.Model):
    __tablename__ = "subject_item"
    __table_args__ = (
        UniqueConstraint("subject_id", "number"),
        CheckConstraint("minutes > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    number: Mapped[int]
    title: Mapped[LocalizedText]
    minutes: Mapped[int]
    mode: Mapped[Mode]
    subject: Mapped[Subject] = relationship(lazy="raise_on_sql", overlaps="items")


class Interest(db.Model):
    """Somebody who found nothing that fits and wants to hear of the next one. `wishes`: the filter they had set."""

    __tablename__ = "interest"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    mail: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    wishes: Mapped[LocalizedText]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
