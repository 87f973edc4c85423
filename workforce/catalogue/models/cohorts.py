"""One run of a course: its window, seats, fees, place, sessions and what each part of a session teaches."""

from datetime import datetime
from enum import StrEnum
from secrets import token_hex

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import LocalizedText, Texts, db
from ...people.models import Person
from .bands import Band, GroupRule, Selection
from .courses import Course, SubjectItem


class CohortState(StrEnum):
    """Decided by people. Open, full, running and over follow from the clock and a count; see rules.stage."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class FeeKind(StrEnum):
    TUITION = "tuition"
    TEXTBOOK = "textbook"
    INSURANCE = "insurance"


class Place(db.Model):
    """`map_url`: a page with a map of where it is, or empty."""

    __tablename__ = "place"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[LocalizedText]
    address: Mapped[str]
    access: Mapped[LocalizedText]
    step_free: Mapped[bool] = mapped_column(default=False)
    map_url: Mapped[str] = mapped_column(default="", server_default="")


class Cohort(db.Model):
    """`code` stands in the address. Enrolment is open from `opens_at` until `closes_at` (exclusive).

    `place_id` None: online. `languages`: codes in which help is given during lessons. `changes_until`: applicants may
    change and cancel by themselves until then. `offers_until`: a seat that becomes free later is not offered by letter
    any more, staff call; None: until it begins. `selection`: how the seats are given; `decided_at`: when they were, to
    all who had applied, None before and in a cohort that is first come. `group_rule`: what
    happens to free seats that are too few for people who wait together. `starts_at` and `ends_at` repeat the first and
    last session for lists; the actions keep them.
    `calendar_number` grows when the place or the title changes, for the calendars of people.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("minimum BETWEEN 0 AND capacity", name="minimum_within"),
        CheckConstraint("opens_at < closes_at", name="window"),
        Index("ix_cohort_state_starts", "state", "starts_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    state: Mapped[CohortState] = mapped_column(default=CohortState.DRAFT)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    changes_until: Mapped[datetime | None]
    offers_until: Mapped[datetime | None]
    capacity: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    selection: Mapped[Selection] = mapped_column(default=Selection.FIRST_COME, server_default="first_come")
    decided_at: Mapped[datetime | None]
    group_rule: Mapped[GroupRule] = mapped_column(default=GroupRule.PASS_ON, server_default="pass_on")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    languages: Mapped[Texts]
    childcare: Mapped[bool] = mapped_column(default=False)
    online: Mapped[bool] = mapped_column(default=False)
    note: Mapped[LocalizedText]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    calendar_number: Mapped[int] = mapped_column(default=0, server_default="0")
    calendar_changed_at: Mapped[datetime | None]
    course: Mapped[Course] = relationship(lazy="raise_on_sql")
    place: Mapped[Place | None] = relationship(lazy="raise_on_sql")
    lead: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    bands: Mapped[list[Band]] = relationship(lazy="raise_on_sql", order_by=Band.position, cascade="all, delete-orphan")
    fees: Mapped[list["FeeLine"]] = relationship(
        lazy="raise_on_sql", order_by="FeeLine.id", cascade="all, delete-orphan"
    )
    sessions: Mapped[list["Session"]] = relationship(
        lazy="raise_on_sql", order_by="Session.starts_at", cascade="all, delete-orphan"
    )


class FeeLine(db.Model):
    """Tax included, in yen."""

    __tablename__ = "fee_line"
    __table_args__ = (
        UniqueConstraint("cohort_id", "kind"),
        CheckConstraint("yen > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    kind: Mapped[FeeKind]
    yen: Mapped[int]


def new_uid() -> str:
    return token_hex(8)


class Session(db.Model):
    """One sitting (コマ). Breaks are what its parts leave over.

    `uid` is what calendars know it by, `version` grows with each change, `changed_at` is None until the first.
    """

    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="forward"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    online: Mapped[bool] = mapped_column(default=False)
    room: Mapped[str] = mapped_column(default="")
    uid: Mapped[str] = mapped_column(default=new_uid, server_default="")
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[datetime | None]
    parts: Mapped[list["SessionPart"]] = relationship(
        lazy="raise_on_sql", order_by="SessionPart.position", cascade="all, delete-orphan"
    )


class SessionPart(db.Model):
    """The slice of a session that teaches one subject item, in minutes."""

    __tablename__ = "session_part"
    __table_args__ = (
        UniqueConstraint("session_id", "position"),
        CheckConstraint("minutes > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    position: Mapped[int]
    item_id: Mapped[int] = mapped_column(ForeignKey("subject_item.id"), index=True)
    minutes: Mapped[int]
    item: Mapped[SubjectItem] = relationship(lazy="raise_on_sql")
