"""who holds a void certificate reads why, in words that staff wrote for them; plans are kept as they were sent

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")


def upgrade():
    op.add_column("voided_certificate", sa.Column("words", sa.String(), nullable=True))
    op.create_table(
        "sent_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_sent_plan_by_id_account")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_sent_plan_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_plan")),
    )
    op.create_index(op.f("ix_sent_plan_cohort_id"), "sent_plan", ["cohort_id"])


def downgrade():
    op.drop_table("sent_plan")
    op.drop_column("voided_certificate", "words")
