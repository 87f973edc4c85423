"""What a place lends to its sessions: so many beds, so many wheelchairs, and who has how many of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ... import no_overlap
from ...database import db


class EquipmentKind(StrEnum):
    BED = "bed"
    WHEELCHAIR = "wheelchair"
    BATH_SET = "bath_set"
    PORTABLE_TOILET = "portable_toilet"
    LIFT = "lift"
    MANIKIN = "manikin"
    TABLET = "tablet"


class Equipment(db.Model):
    """How many of a kind a place has."""

    __tablename__ = "equipment"
    __table_args__ = (UniqueConstraint("place_id", "kind"), CheckConstraint("quantity >= 0", name="none_or_more"))
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[EquipmentKind]
    quantity: Mapped[int]


class EquipmentBooking(db.Model):
    """So many of them are with one session, from before it is set up until it is cleared.

    Never more at any minute than there are: that is a sum, which no constraint can say. Whoever writes here holds the
    row of the equipment (see actions.equipment).
    """

    __tablename__ = "equipment_booking"
    __table_args__ = (
        UniqueConstraint("session_id", "equipment_id"),
        CheckConstraint("quantity > 0", name="positive"),
        no_overlap.in_order(),
        Index("ix_equipment_booking_equipment_id_begins_at", "equipment_id", "begins_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    quantity: Mapped[int]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    equipment: Mapped[Equipment] = relationship(lazy="raise_on_sql")
