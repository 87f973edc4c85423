"""enrolments go to another date of their course, and somebody may wait for several dates in an order

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
SQLITE = """
CREATE TRIGGER transfer_no_{verb} BEFORE {verb} ON transfer
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, 'transfer is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE ON transfer
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    create_transfers()
    create_wishes()


def create_transfers():
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("from_cohort_id", sa.Integer(), nullable=False),
        sa.Column("to_cohort_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("from_cohort_id <> to_cohort_id", name=op.f("ck_transfer_goes_elsewhere")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_transfer_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["from_cohort_id"], ["cohort.id"], name=op.f("fk_transfer_from_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["to_cohort_id"], ["cohort.id"], name=op.f("fk_transfer_to_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["entry_id"], ["history.id"], name=op.f("fk_transfer_entry_id_history")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_transfer_entry_id")),
    )
    for column in ("enrolment_id", "from_cohort_id", "to_cohort_id"):
        op.create_index(op.f(f"ix_transfer_{column}"), "transfer", [column])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(SQLITE.format(verb=verb))
    else:
        op.execute(POSTGRESQL)


def create_wishes():
    choice = sa.Enum("one", "better", "all", name="choice", native_enum=False, create_constraint=True, length=30)
    op.create_table(
        "wish_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choice", choice, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_list")),
    )
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank > 0", name=op.f("ck_wish_from_one")),
        sa.ForeignKeyConstraint(["list_id"], ["wish_list.id"], name=op.f("fk_wish_list_id_wish_list")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_wish_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_wish_enrolment_id")),
    )
    op.create_index(op.f("ix_wish_list_id"), "wish", ["list_id"])


def downgrade():
    for table in ("wish", "wish_list", "transfer"):
        op.drop_table(table)
