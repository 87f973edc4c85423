"""who teaches, who was there, what counts for completion, and certificates

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
KEPT = ("attendance_mark", "certificate", "voided_certificate", "certificate_copy")
TABLES = (
    "assignment",
    "guest",
    "guest_part",
    "roll_call",
    "attendance_mark",
    "attendance",
    "absence_notice",
    "contest",
    "credit",
    "exemption",
    "assessment_result",
    "completion_override",
    "outlook",
    "certificate_numbering",
    "certificate",
    "voided_certificate",
    "certificate_copy",
)

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    create_assignments()
    create_guests()
    create_roll_calls()
    create_words_of_trainees()
    create_credits()
    create_completion()
    create_certificates()
    keep()


def keep():
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for verb in ("update", "delete") if is_sqlite else ("",):
            op.execute((SQLITE if is_sqlite else POSTGRESQL).format(table=table, verb=verb))


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def where(condition):
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def create_assignments():
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("duty", one_of("duty", "lead", "assistant"), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_assignment_by_id_account")),
        sa.ForeignKeyConstraint(
            ["part_id"], ["session_part.id"], name=op.f("fk_assignment_part_id_session_part"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("part_id", "person_id", name=op.f("uq_assignment_part_id_person_id")),
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"], unique=False)


def create_guests():
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_guest_by_id_account")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_guest_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_guest_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_guest_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
    )
    op.create_index("ix_guest_cohort_id", "guest", ["cohort_id"], unique=False, **where("ended_at IS NULL"))
    op.create_index(op.f("ix_guest_enrolment_id"), "guest", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_guest_session_id"), "guest", ["session_id"], unique=False)
    op.create_index(
        "uq_guest_coming", "guest", ["session_id", "enrolment_id"], unique=True, **where("ended_at IS NULL")
    )
    op.create_table(
        "guest_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_guest_part_guest_id_guest")),
        sa.ForeignKeyConstraint(["part_id"], ["session_part.id"], name=op.f("fk_guest_part_part_id_session_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_part")),
        sa.UniqueConstraint("guest_id", "part_id", name=op.f("uq_guest_part_guest_id_part_id")),
    )
    op.create_index(op.f("ix_guest_part_part_id"), "guest_part", ["part_id"], unique=False)


def create_roll_calls():
    op.create_table(
        "roll_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_roll_call_closed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["account.id"], name=op.f("fk_roll_call_closed_by_id_account")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_roll_call_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_call")),
        sa.UniqueConstraint("session_id", name=op.f("uq_roll_call_session_id")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "status", one_of("status", "present", "late", "left_early", "absent", "not_recorded"), nullable=False
        ),
        sa.Column("late_minutes", sa.Integer(), nullable=False),
        sa.Column("early_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", JSON, nullable=False),
        sa.Column("source", one_of("marksource", "roll_call", "self", "staff", "paper"), nullable=False),
        sa.Column("fate", one_of("fate", "counted", "overtaken", "too_late"), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "late_minutes >= 0 AND early_minutes >= 0", name=op.f("ck_attendance_mark_minutes_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["attendance_mark.id"], name=op.f("fk_attendance_mark_answers_id_attendance_mark")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_attendance_mark_by_id_account")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_mark_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_attendance_mark_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
        sa.UniqueConstraint("key", name=op.f("uq_attendance_mark_key")),
    )
    op.create_index(op.f("ix_attendance_mark_answers_id"), "attendance_mark", ["answers_id"], unique=False)
    op.create_index(
        "ix_attendance_mark_enrolment_id", "attendance_mark", ["enrolment_id", "session_id", "id"], unique=False
    )
    op.create_index("ix_attendance_mark_session_id", "attendance_mark", ["session_id", "id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendance_minutes_not_negative")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(
            ["mark_id"], ["attendance_mark.id"], name=op.f("fk_attendance_mark_id_attendance_mark")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["session_part.id"], name=op.f("fk_attendance_part_id_session_part")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_attendance_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("enrolment_id", "part_id", name=op.f("uq_attendance_enrolment_id_part_id")),
    )
    op.create_index(op.f("ix_attendance_mark_id"), "attendance", ["mark_id"], unique=False)
    op.create_index(op.f("ix_attendance_part_id"), "attendance", ["part_id"], unique=False)
    op.create_index(op.f("ix_attendance_session_id"), "attendance", ["session_id"], unique=False)


def create_words_of_trainees():
    op.create_table(
        "absence_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_absence_notice_by_id_account")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_absence_notice_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_absence_notice_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_notice")),
    )
    op.create_index(op.f("ix_absence_notice_session_id"), "absence_notice", ["session_id"], unique=False)
    op.create_index(
        "uq_absence_notice_stands",
        "absence_notice",
        ["enrolment_id", "session_id"],
        unique=True,
        **where("withdrawn_at IS NULL"),
    )
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", one_of("decision", "changed", "kept"), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (decision IS NULL)", name=op.f("ck_contest_decided_with_answer")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_contest_decided_by_id_account")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_contest_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["mark_id"], ["attendance_mark.id"], name=op.f("fk_contest_mark_id_attendance_mark")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_contest_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
    )
    op.create_index(op.f("ix_contest_mark_id"), "contest", ["mark_id"], unique=False)
    op.create_index(op.f("ix_contest_session_id"), "contest", ["session_id"], unique=False)
    op.create_index(
        "uq_contest_open", "contest", ["enrolment_id", "session_id"], unique=True, **where("decided_at IS NULL")
    )


def create_credits():
    op.create_table(
        "credit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("source", one_of("creditsource", "elsewhere", "report", "distance"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name=op.f("ck_credit_ended_with_reason")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_credit_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_credit_by_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_credit_ended_by_id_account")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_credit_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["item_id"], ["subject_item.id"], name=op.f("fk_credit_item_id_subject_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
    )
    op.create_index(op.f("ix_credit_item_id"), "credit", ["item_id"])
    op.create_index("ix_credit_enrolment_id", "credit", ["enrolment_id"], unique=False, **where("ended_at IS NULL"))
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("qualification", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name=op.f("ck_exemption_decided_with_answer")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_exemption_asked_by_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_exemption_decided_by_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_exemption_ended_by_id_account")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_exemption_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_exemption_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    op.create_index(op.f("ix_exemption_subject_id"), "exemption", ["subject_id"])
    op.create_index(
        "uq_exemption_stands", "exemption", ["enrolment_id", "subject_id"], unique=True, **where("ended_at IS NULL")
    )


def create_completion():
    op.create_table(
        "assessment_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("assessmentkind", "written", "practical"), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("verdict", one_of("verdict", "passed", "failed", "repeat"), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.CheckConstraint("(points IS NULL) = (out_of IS NULL)", name=op.f("ck_assessment_result_points_of")),
        sa.CheckConstraint("attempt > 0", name=op.f("ck_assessment_result_counts_up")),
        sa.CheckConstraint("points BETWEEN 0 AND out_of", name=op.f("ck_assessment_result_points_within")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_assessment_result_by_id_account")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["account.id"], name=op.f("fk_assessment_result_ended_by_id_account")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_assessment_result_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_result")),
    )
    op.create_index(
        "uq_assessment_result_attempt",
        "assessment_result",
        ["enrolment_id", "kind", "attempt"],
        unique=True,
        **where("ended_at IS NULL"),
    )
    op.create_table(
        "completion_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("waived", JSON, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (granted IS NULL)", name=op.f("ck_completion_override_decided_with_answer")
        ),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name=op.f("ck_completion_override_two_people")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_completion_override_asked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_completion_override_decided_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_completion_override_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_override")),
    )
    op.create_index("ix_completion_override_enrolment_id", "completion_override", ["enrolment_id"], unique=False)
    op.create_index(
        "uq_completion_override_open",
        "completion_override",
        ["enrolment_id"],
        unique=True,
        **where("decided_at IS NULL"),
    )
    op.create_table(
        "outlook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column(
            "prospect", one_of("prospect", "nothing_missing", "repairable", "last_chance", "impossible"), nullable=False
        ),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("repair", JSON, nullable=False),
        sa.Column("told", sa.String(), nullable=True),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_outlook_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlook")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_outlook_enrolment_id")),
    )
    op.create_index(op.f("ix_outlook_prospect"), "outlook", ["prospect"], unique=False)


def create_certificates():
    op.create_table(
        "certificate_numbering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_certificate_numbering_counts_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_numbering")),
        sa.UniqueConstraint("register", name=op.f("uq_certificate_numbering_register")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("forgotten_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_certificate_by_id_account")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("key", name=op.f("uq_certificate_key")),
        sa.UniqueConstraint("register", "number", name=op.f("uq_certificate_register_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_certificate_replaces_id")),
    )
    op.create_index(op.f("ix_certificate_enrolment_id"), "certificate", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_certificate_expires_on"), "certificate", ["expires_on"], unique=False)
    op.create_table(
        "voided_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_voided_certificate_by_id_account")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_voided_certificate_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voided_certificate")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_voided_certificate_certificate_id")),
    )
    op.create_table(
        "certificate_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_certificate_copy_by_id_account")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_copy_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_copy")),
        sa.UniqueConstraint("certificate_id", "number", name=op.f("uq_certificate_copy_certificate_id_number")),
    )


def downgrade():
    for table in reversed(TABLES):
        op.drop_table(table)
