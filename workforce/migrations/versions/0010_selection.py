"""cohorts whose applicants are chosen at once, and seats that are first for some people

Revision ID: 0010
Revises: 0009

SQLite adds and drops the new column of `cohort` in place: many tables refer to that table. `enrolment` is copied, for
its list of states.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
BEFORE = ("waiting_for_guardian", "waitlisted", "offered", "confirmed", "cancelled")
SINCE = ("applied", *BEFORE)
SELECTIONS = ("first_come", "lottery", "lottery_if_over", "screening")
KINDS = ("residents", "city", "first_time")
OVERFLOWS = ("release", "keep")


def upgrade():
    op.execute(
        "ALTER TABLE cohort ADD COLUMN selection VARCHAR(30) DEFAULT 'first_come' NOT NULL "
        f"CONSTRAINT ck_cohort_selection CHECK (selection IN ({quoted(SELECTIONS)}))"
    )
    op.add_column("cohort", sa.Column("decided_at", INSTANT, nullable=True))
    create_band()
    with op.batch_alter_table("enrolment") as table:
        table.drop_constraint(op.f("ck_enrolment_state"), type_="check")
        table.create_check_constraint(op.f("ck_enrolment_state"), f"state IN ({quoted(SINCE)})")
        for name in ("band_id", "seat_band_id"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=True))
            table.create_foreign_key(op.f(f"fk_enrolment_{name}_band"), "band", [name], ["id"])
    for name in ("band_id", "seat_band_id"):
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_enrolment_{name}", "enrolment", [name], sqlite_where=where, postgresql_where=where)


def create_band():
    op.create_table(
        "band",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="bandkind", **named()), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("overflow", sa.Enum(*OVERFLOWS, name="overflow", **named()), nullable=False),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.CheckConstraint("seats > 0", name=op.f("ck_band_positive")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_band_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_band")),
        sa.UniqueConstraint("cohort_id", "kind", name=op.f("uq_band_cohort_id_kind")),
    )


def named():
    return {"native_enum": False, "create_constraint": True, "length": 30}


def downgrade():
    op.execute("UPDATE enrolment SET state = 'waitlisted' WHERE state = 'applied'")
    for name in ("seat_band_id", "band_id"):
        op.drop_index(f"ix_enrolment_{name}", table_name="enrolment")
    with op.batch_alter_table("enrolment") as table:
        for name in ("seat_band_id", "band_id"):
            table.drop_constraint(op.f(f"fk_enrolment_{name}_band"), type_="foreignkey")
            table.drop_column(name)
        table.drop_constraint(op.f("ck_enrolment_state"), type_="check")
        table.create_check_constraint(op.f("ck_enrolment_state"), f"state IN ({quoted(BEFORE)})")
    op.drop_table("band")
    op.drop_column("cohort", "decided_at")
    op.drop_column("cohort", "selection")


def quoted(values):
    return ", ".join(f"'{value}'" for value in values)
