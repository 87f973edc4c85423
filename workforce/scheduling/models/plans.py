"""Plans that staff ask for: what is wanted, how far it is, what came out, and what has to stay as it is."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...catalogue.models import Cohort
from ...database import LocalizedText, Texts, db
from ...people.models import Person
from .assignments import Duty


class PlanKind(StrEnum):
    PLAN = "plan"
    AWAY = "away"  # what if somebody is away


class PlanState(StrEnum):
    QUEUED = "queued"
    SOLVING = "solving"
    SOLVED = "solved"
    STOPPED = "stopped"
    IMPOSSIBLE = "impossible"
    FAILED = "failed"
    APPLIED = "applied"
    DISCARDED = "discarded"


OPEN = "state IN ('queued', 'solving')"


class PlanRun(db.Model):
    """`since` and `until`: the first and the last day. `goals`: in their order; with "changes" among them it starts
    from what stands, or from the plan of `again_of_id`. `away_person_id`: who is away on these days.

    While it is solved, `worker` says that it works by `beaten_at`; `tries`: how often one began. `goal`, `done` of
    `pieces` and `best` ({goal: [score, bound or None]}) tell how far it is. What came out is a PlanResult.
    """

    __tablename__ = "plan_run"
    __table_args__ = (
        CheckConstraint("since <= until", name="forward"),
        CheckConstraint("(kind = 'away') = (away_person_id IS NOT NULL)", name="away_is_somebody"),
        Index("ix_plan_run_open", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_plan_run_state", "state", "ended_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PlanKind]
    state: Mapped[PlanState] = mapped_column(default=PlanState.QUEUED)
    since: Mapped[date]
    until: Mapped[date]
    goals: Mapped[Texts]
    again_of_id: Mapped[int | None] = mapped_column(ForeignKey("plan_run.id", ondelete="SET NULL"), index=True)
    away_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    worker: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime | None]
    beaten_at: Mapped[datetime | None]
    stop_asked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    goal: Mapped[str | None]
    done: Mapped[int] = mapped_column(default=0)
    pieces: Mapped[int] = mapped_column(default=0)
    best: Mapped[LocalizedText | None]
    cohorts: Mapped[list["PlanCohort"]] = relationship(lazy="raise_on_sql", order_by="PlanCohort.id", cascade="all")
    away: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        return self.state in (PlanState.QUEUED, PlanState.SOLVING)

    @property
    def waits(self) -> bool:
        """For staff to apply or discard it."""
        return self.state in (PlanState.SOLVED, PlanState.STOPPED)


class PlanCohort(db.Model):
    """A cohort that is planned; `may_move`: also when its sessions are."""

    __tablename__ = "plan_cohort"
    __table_args__ = (UniqueConstraint("run_id", "cohort_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("plan_run.id", ondelete="CASCADE"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    may_move: Mapped[bool] = mapped_column(default=False)
    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")


class PlanResult(db.Model):
    """`before`: what stood when it was solved; `after`: the plan, None where none was found (both as written by
    rules.planning.paper). `scores_before`, `scores` and `bounds` by goal, the bounds of those that were finished.
    `changes`: how many cells differ. `gaps`: the parts nobody has, and why; `clash`: what is pinned and cannot stay
    together.
    """

    __tablename__ = "plan_result"
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("plan_run.id", ondelete="CASCADE"), unique=True)
    before: Mapped[LocalizedText]
    after: Mapped[LocalizedText | None]
    scores_before: Mapped[LocalizedText]
    scores: Mapped[LocalizedText]
    bounds: Mapped[LocalizedText]
    changes: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[LocalizedText]
    clash: Mapped[LocalizedText]


class PlanPin(db.Model):
    """Somebody in a part, or a room for a session, that every plan keeps until this is removed."""

    __tablename__ = "plan_pin"
    __table_args__ = (
        UniqueConstraint("part_id", "person_id"),
        UniqueConstraint("session_id"),
        CheckConstraint(
            "(part_id IS NULL) = (person_id IS NULL) AND (part_id IS NULL) = (duty IS NULL)", name="somebody_in_part"
        ),
        CheckConstraint("(session_id IS NULL) = (room_id IS NULL)", name="room_of_session"),
        CheckConstraint("(part_id IS NULL) != (session_id IS NULL)", name="one_of_two"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int | None] = mapped_column(ForeignKey("session_part.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    duty: Mapped[Duty | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
