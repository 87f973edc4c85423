"""One person in one cohort: what was decided so far."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from ...catalogue.models import Cohort
from ...database import LocalizedText, db
from ...people.models import Person
from .consents import Consent
from .guardians import GuardianConsent, GuardianRequest
from .offers import Offer


class State(StrEnum):
    """What was decided. See rules.MOVES for the life between them."""

    APPLIED = "applied"  # to be decided with everybody else who applied; takes no seat
    WAITING_FOR_GUARDIAN = "waiting_for_guardian"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


ACTIVE = (State.APPLIED, State.WAITING_FOR_GUARDIAN, State.WAITLISTED, State.OFFERED, State.CONFIRMED)
TAKES_SEAT = (State.WAITING_FOR_GUARDIAN, State.OFFERED, State.CONFIRMED)


class Origin(StrEnum):
    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    POST = "post"
    OPERATOR = "operator"


IN_BAND, ON_BAND = text("band_id IS NOT NULL"), text("seat_band_id IS NOT NULL")
HELD = text("held_until IS NOT NULL")
TOGETHER = text("waiting_group_id IS NOT NULL")
RECORD = Person.__table__.alias("enrolled_record")


class Enrolment(db.Model):
    """One person in one cohort: one row, one state machine.

    `person_id` is the record that enrolled, `person` who that is now: the kept one, if the record was merged.
    `offer`: the seat that is offered now, if one is; `guardian`: who is asked to agree, if somebody under 18 named one.
    `held_until`: from then on a seat that waits for a guardian is held no longer, also before anybody has noticed; None
    in every other state, and where the course had begun before such hours were set. `remind_at`: when the guardian is
    asked once more.
    `words`: every consent that was given, refused or taken back, the oldest first.
    `queued_at` orders the waiting list (then `id`). `answers`: {key: {"value": …, "asked": the question as it was
    shown}}; `needs` likewise, for roles that may read them. `idempotency_key` makes a second click the same enrolment.

    `form_version`: number of the FormVersion that was answered; None for one that came before the first.
    `band_id`: the first band of the cohort, by position, whose condition this person met when they applied.
    `seat_band_id`: the band whose seat they have; None for a seat that is open to everybody, and without a seat.
    `waiting_group_id`: with whom they wait together. All of a group have the `queued_at` of its member who stands last;
    `own_queued_at` is the place that each had alone, and gets back when they leave.
    `has_fees`: whether its cohort costs something, where that was counted with the seats; None: nobody has looked.

    `trimmed`: 1 when the answers kept for the course are deleted, 2 when those kept for a while after it are as well.
    `forgotten_at`: when everything personal was deleted because its time was over; the row still counts.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("(waiting_group_id IS NULL) = (own_queued_at IS NULL)", name="place_alone"),
        CheckConstraint("waiting_group_id IS NULL OR state = 'waitlisted'", name="waits_together"),
        Index(
            "uq_enrolment_active",
            "cohort_id",
            "person_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("ix_enrolment_cohort_state", "cohort_id", "state", "queued_at", "id"),
        Index("ix_enrolment_band_id", "band_id", sqlite_where=IN_BAND, postgresql_where=IN_BAND),
        Index("ix_enrolment_seat_band_id", "seat_band_id", sqlite_where=ON_BAND, postgresql_where=ON_BAND),
        Index("ix_enrolment_waiting_group_id", "waiting_group_id", sqlite_where=TOGETHER, postgresql_where=TOGETHER),
        Index("ix_enrolment_held", "held_until", sqlite_where=HELD, postgresql_where=HELD),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[State]
    origin: Mapped[Origin]
    language: Mapped[str]
    answers: Mapped[LocalizedText]
    needs: Mapped[LocalizedText]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    submitted_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    form_version: Mapped[int | None]
    band_id: Mapped[int | None] = mapped_column(ForeignKey("band.id"))
    seat_band_id: Mapped[int | None] = mapped_column(ForeignKey("band.id"))
    waiting_group_id: Mapped[int | None] = mapped_column(ForeignKey("waiting_group.id"))
    own_queued_at: Mapped[datetime | None]
    trimmed: Mapped[int] = mapped_column(default=0, server_default="0")
    forgotten_at: Mapped[datetime | None]
    has_fees = None  # type: bool | None
    held_until: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(
        lazy="raise_on_sql",
        secondary=RECORD,
        primaryjoin=lambda: Enrolment.person_id == RECORD.c.id,
        secondaryjoin=lambda: Person.id == func.coalesce(foreign(RECORD.c.merged_into_id), RECORD.c.id),
        viewonly=True,
    )
    consent: Mapped[GuardianConsent | None] = relationship(lazy="raise_on_sql", uselist=False)
    guardian: Mapped[GuardianRequest | None] = relationship(
        lazy="raise_on_sql",
        uselist=False,
        primaryjoin=lambda: (GuardianRequest.enrolment_id == Enrolment.id) & GuardianRequest.ended_at.is_(None),
        viewonly=True,
    )
    words: Mapped[list[Consent]] = relationship(lazy="raise_on_sql", order_by=Consent.id, viewonly=True)
    offer: Mapped[Offer | None] = relationship(
        lazy="raise_on_sql",
        uselist=False,
        primaryjoin=lambda: (Offer.enrolment_id == Enrolment.id) & Offer.ended_at.is_(None),
        viewonly=True,
    )
