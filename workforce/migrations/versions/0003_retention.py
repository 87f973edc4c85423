"""what is deleted when its time is over: marks on enrolments and people, and a line for each night

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade():
    op.add_column("enrolment", sa.Column("trimmed", sa.Integer(), server_default="0", nullable=False))
    op.add_column("enrolment", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("person", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )


def downgrade():
    op.drop_table("retention_run")
    op.drop_column("person", "forgotten_at")
    op.drop_column("enrolment", "forgotten_at")
    op.drop_column("enrolment", "trimmed")
