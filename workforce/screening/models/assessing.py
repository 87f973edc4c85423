"""Who reads whom without a name, and the points they give."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database import LocalizedText, db


class NoteKind(StrEnum):
    """`ASIDE`: knows this person and gives no points. `FLAG`: an answer says who it is. `TALKED`: talked it over."""

    ASIDE = "aside"
    FLAG = "flag"
    TALKED = "talked"


OF_ALL = text("candidate_id IS NULL AND ended_at IS NULL")


class Candidate(db.Model):
    """One applicant as assessors know them. `number`: drawn by lot within the cohort when its list was closed.

    `answers`: {question key: {"asked", "said"}} as they stood then, with the applicant's own names covered.
    """

    __tablename__ = "screening_candidate"
    __table_args__ = (UniqueConstraint("cohort_id", "number"), UniqueConstraint("enrolment_id", "cohort_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    answers: Mapped[LocalizedText]


class Assessor(db.Model):
    """Somebody who gives points: to all, or to one `candidate_id` in another's place or as the third.

    From `closed_at` on their points stand; only talking a difference over changes one, with a reason. `ended_at`: named
    no more, their points do not count.
    """

    __tablename__ = "screening_assessor"
    __table_args__ = (
        Index(
            "uq_screening_assessor_of_all",
            "cohort_id",
            "account_id",
            unique=True,
            sqlite_where=OF_ALL,
            postgresql_where=OF_ALL,
        ),
        Index("ix_screening_assessor_cohort_id", "cohort_id"),
        CheckConstraint("closed_at IS NULL OR ended_at IS NULL", name="closed_or_ended"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("screening_candidate.id"), index=True)
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Mark(db.Model):
    """The points of one assessor for one candidate by one criterion: the newest row counts, the older ones stay.

    No `points`: taken back. `reason`: of a correction after the sheet was closed.
    """

    __tablename__ = "screening_mark"
    __table_args__ = (
        Index("ix_screening_mark_assessor_id", "assessor_id", "candidate_id", "criterion_id"),
        CheckConstraint("points >= 0", name="not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assessor_id: Mapped[int] = mapped_column(ForeignKey("screening_assessor.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("screening_candidate.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("screening_criterion.id"), index=True)
    points: Mapped[int | None]
    at: Mapped[datetime]
    reason: Mapped[str | None]


class Note(db.Model):
    """What an assessor says of a candidate besides points, each once."""

    __tablename__ = "screening_note"
    __table_args__ = (UniqueConstraint("assessor_id", "candidate_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessor_id: Mapped[int] = mapped_column(ForeignKey("screening_assessor.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("screening_candidate.id"), index=True)
    kind: Mapped[NoteKind]
    reason: Mapped[str | None]
    at: Mapped[datetime]
