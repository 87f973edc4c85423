"""What a place has of beds and wheelchairs, and who has how many of them when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ...catalogue.models import Cohort, Session
from ..models import Equipment, EquipmentBooking
from ..rules.spans import Span


@dataclass(frozen=True)
class Used:
    """So many of it are with a session of the cohort `code`."""

    equipment_id: int
    session_id: int
    code: str
    begins_at: datetime
    ends_at: datetime
    quantity: int

    @property
    def span(self) -> Span:
        return Span(self.begins_at, self.ends_at)


def of_place(session, place_id) -> list[Equipment]:
    query = select(Equipment).where(Equipment.place_id == place_id).order_by(Equipment.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def used(session, equipment_ids: Collection[int], within: Span | None = None, *, but: Collection[int] = ()):
    """[Used] in order of time, at any instant of `within` or ever. `but`: sessions that do not count."""
    query = (
        select(
            EquipmentBooking.equipment_id,
            EquipmentBooking.session_id,
            Cohort.code,
            EquipmentBooking.begins_at,
            EquipmentBooking.ends_at,
            EquipmentBooking.quantity,
        )
        .join(Session, Session.id == EquipmentBooking.session_id)
        .join(Cohort, Cohort.id == Session.cohort_id)
        .where(EquipmentBooking.equipment_id.in_(equipment_ids))
        .order_by(EquipmentBooking.begins_at, EquipmentBooking.id)
    )
    if within is not None:
        query = query.where(EquipmentBooking.begins_at < within.ends_at, EquipmentBooking.ends_at > within.begins_at)
    return [one for row in session.execute(query) if (one := Used(*row)).session_id not in but]


def bookings_of(session, session_ids: Collection[int]) -> list[EquipmentBooking]:
    query = select(EquipmentBooking).where(EquipmentBooking.session_id.in_(session_ids))
    return list(session.scalars(query.order_by(EquipmentBooking.equipment_id)))
