"""A corporation that gives care, and its offices."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...database import db
from ...people.models import Person


class Service(StrEnum):
    """What an office gives, by the care insurance law. Source: 介護保険法, the kinds of services and facilities."""

    HOME_VISIT = "home_visit"
    HOME_BATHING = "home_bathing"
    HOME_NURSING = "home_nursing"
    HOME_REHAB = "home_rehab"
    HOME_GUIDANCE = "home_guidance"
    DAY_SERVICE = "day_service"
    DAY_REHAB = "day_rehab"
    SHORT_STAY = "short_stay"
    SHORT_STAY_MEDICAL = "short_stay_medical"
    SPECIFIED_FACILITY = "specified_facility"
    EQUIPMENT = "equipment"
    CARE_MANAGEMENT = "care_management"
    ROUND_THE_CLOCK = "round_the_clock"
    NIGHT_VISIT = "night_visit"
    SMALL_DAY_SERVICE = "small_day_service"
    DEMENTIA_DAY = "dementia_day"
    MULTIFUNCTIONAL = "multifunctional"
    NURSING_MULTIFUNCTIONAL = "nursing_multifunctional"
    GROUP_HOME = "group_home"
    SMALL_NURSING_HOME = "small_nursing_home"
    NURSING_HOME = "nursing_home"
    HEALTH_FACILITY = "health_facility"
    MEDICAL_FACILITY = "medical_facility"
    PREVENTION = "prevention"
    COMMUNITY_SUPPORT = "community_support"
    DISABILITY = "disability"


OPEN = text("ended_at IS NULL")


class Operator(db.Model):
    """A corporation. `lead`: who at the centre looks after it. After `ended_at` it sends nobody any more."""

    __tablename__ = "operator"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    lead: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    offices: Mapped[list["Office"]] = relationship(lazy="raise_on_sql", order_by="Office.id", viewonly=True)


class Office(db.Model):
    """One service of one office: the same number stands in as many rows as the office gives services.

    `number`: ten digits, given by the prefecture or the city.
    """

    __tablename__ = "office"
    __table_args__ = (
        Index("uq_office_open", "number", "service", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    name: Mapped[str]
    number: Mapped[str]
    service: Mapped[Service]
    municipality: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
