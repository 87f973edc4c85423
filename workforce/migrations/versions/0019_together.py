"""people can wait together, and a cohort says what happens if they do not fit

Revision ID: 0019
Revises: 0018

SQLite adds and drops the new column of `cohort` in place: many tables refer to that table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")
TOGETHER = sa.text("waiting_group_id IS NOT NULL")
CHECKS = {
    "ck_enrolment_place_alone": "(waiting_group_id IS NULL) = (own_queued_at IS NULL)",
    "ck_enrolment_waits_together": "waiting_group_id IS NULL OR state = 'waitlisted'",
}


def upgrade():
    op.execute(
        "ALTER TABLE cohort ADD COLUMN group_rule VARCHAR(30) DEFAULT 'pass_on' NOT NULL "
        "CONSTRAINT ck_cohort_grouprule CHECK (group_rule IN ('pass_on', 'keep'))"
    )
    op.create_table(
        "waiting_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("offered", sa.Integer(), nullable=True),
        sa.CheckConstraint("offered IS NULL OR ended_at IS NOT NULL", name=op.f("ck_waiting_group_offered_is_over")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_waiting_group_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_waiting_group_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_group")),
    )
    op.create_index("ix_waiting_group_open", "waiting_group", ["cohort_id"], **where(OPEN))
    with op.batch_alter_table("enrolment") as table:
        table.add_column(sa.Column("waiting_group_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("own_queued_at", INSTANT, nullable=True))
        table.create_foreign_key(FOREIGN.format("enrolment"), "waiting_group", ["waiting_group_id"], ["id"])
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(name), condition)
    with op.batch_alter_table("offer") as table:
        table.add_column(sa.Column("waiting_group_id", sa.Integer(), nullable=True))
        table.create_foreign_key(FOREIGN.format("offer"), "waiting_group", ["waiting_group_id"], ["id"])
    for name in ("enrolment", "offer"):
        op.create_index(f"ix_{name}_waiting_group_id", name, ["waiting_group_id"], **where(TOGETHER))


FOREIGN = "fk_{}_waiting_group_id_waiting_group"


def where(condition):
    return {"sqlite_where": condition, "postgresql_where": condition}


def downgrade():
    """Whoever waits together stands at their own place again."""
    op.execute("UPDATE enrolment SET queued_at = own_queued_at WHERE own_queued_at IS NOT NULL")
    for name in ("enrolment", "offer"):
        op.drop_index(f"ix_{name}_waiting_group_id", table_name=name)
    with op.batch_alter_table("offer") as table:
        table.drop_constraint(FOREIGN.format("offer"), type_="foreignkey")
        table.drop_column("waiting_group_id")
    with op.batch_alter_table("enrolment") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(name), type_="check")
        table.drop_constraint(FOREIGN.format("enrolment"), type_="foreignkey")
        table.drop_column("own_queued_at")
        table.drop_column("waiting_group_id")
    op.drop_table("waiting_group")
    op.drop_column("cohort", "group_rule")
