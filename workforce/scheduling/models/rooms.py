"""Rooms of a place: how many they hold, when they are open, and what has them at what time."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ... import no_overlap
from ...catalogue.models import FileKind, Place
from ...database import LocalizedText, Texts, db


class Layout(StrEnum):
    """How a room is set up: rows of tables, tables for groups, beds and floor to practise, chairs alone."""

    SEMINAR = "seminar"
    GROUPS = "groups"
    PRACTICE = "practice"
    CHAIRS = "chairs"


class Fixture(StrEnum):
    """What always is in a room."""

    PROJECTOR = "projector"
    SCREEN = "screen"
    WHITEBOARD = "whiteboard"
    MICROPHONE = "microphone"
    WIFI = "wifi"
    SINK = "sink"
    KITCHEN = "kitchen"
    BATH = "bath"


class Access(StrEnum):
    """What lets people in who cannot climb stairs, and who hear or see little."""

    LEVEL_ENTRANCE = "level_entrance"
    LIFT = "lift"
    WIDE_DOOR = "wide_door"
    TOILET = "toilet"
    PARKING = "parking"
    HEARING_LOOP = "hearing_loop"
    ASSISTANCE_DOG = "assistance_dog"


class Room(db.Model):
    """`name`: what stands on its door; `kana`: how that is read, or empty; `way`: how to find it inside. `fixtures`,
    `access`: values of Fixture, Access.

    `setup_minutes`, `clearing_minutes`: None as the rule of the centre says. A room that is not `in_use` is not offered
    any more; what it was booked for stays. Without any `hours` it is open at any time.
    """

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("place_id", "name"),
        CheckConstraint("setup_minutes BETWEEN 0 AND 240", name="setup_within"),
        CheckConstraint("clearing_minutes BETWEEN 0 AND 240", name="clearing_within"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="", server_default="")
    way: Mapped[LocalizedText]
    step_free: Mapped[bool] = mapped_column(default=False)
    access: Mapped[Texts]
    fixtures: Mapped[Texts]
    setup_minutes: Mapped[int | None]
    clearing_minutes: Mapped[int | None]
    in_use: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime]
    place: Mapped[Place] = relationship(lazy="raise_on_sql")
    layouts: Mapped[list["RoomLayout"]] = relationship(
        lazy="raise_on_sql", order_by="RoomLayout.id", cascade="all, delete-orphan"
    )
    hours: Mapped[list["RoomHours"]] = relationship(
        lazy="raise_on_sql", order_by="RoomHours.weekday", cascade="all, delete-orphan"
    )


class RoomLayout(db.Model):
    """A layout that a room can have, and for how many people."""

    __tablename__ = "room_layout"
    __table_args__ = (UniqueConstraint("room_id", "layout"), CheckConstraint("seats > 0", name="positive"))
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    layout: Mapped[Layout]
    seats: Mapped[int]


class RoomHours(db.Model):
    """When a room is open on one weekday (Monday 0), by the clock on the wall; a weekday without a row is shut."""

    __tablename__ = "room_hours"
    __table_args__ = (
        UniqueConstraint("room_id", "weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="in_order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class Closure(db.Model):
    """From the first to the last of these days the place is shut; with a `room_id` only that room of it."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="in_order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    room: Mapped[Room | None] = relationship(lazy="raise_on_sql")


class RoomPhoto(db.Model):
    """The picture of a room, in a table of its own: nobody reads the bytes who only wants to know the room.

    `width` and `height` in pixels, so that a page keeps the place for it.
    """

    __tablename__ = "room_photo"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="has_size"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), unique=True)
    file_kind: Mapped[FileKind]
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str]
    body: Mapped[bytes]


class RoomBooking(db.Model):
    """A room is taken from `begins_at` until `ends_at`, with the minutes to set it up and to clear it.

    For a session, with the layout that it needs, or for something else, which `purpose` then says.
    """

    __tablename__ = "room_booking"
    __table_args__ = (
        no_overlap.in_order(),
        CheckConstraint("(session_id IS NULL) = (purpose <> '')", name="for_something"),
        CheckConstraint("setup_minutes >= 0 AND clearing_minutes >= 0", name="minutes"),
        Index("ix_room_booking_room_id_begins_at", "room_id", "begins_at"),
        no_overlap.promise("room_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), unique=True)
    layout: Mapped[Layout | None]
    purpose: Mapped[str] = mapped_column(default="")
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    setup_minutes: Mapped[int] = mapped_column(default=0)
    clearing_minutes: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    room: Mapped[Room] = relationship(lazy="raise_on_sql")
