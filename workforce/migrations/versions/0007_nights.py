"""what is done every night is claimed by the date of that night

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("retention_run") as table:
        table.add_column(sa.Column("night", sa.Date(), nullable=True))
        table.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("taken_by", sa.String(), nullable=True))
        table.alter_column("ended_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        table.create_unique_constraint("uq_retention_run_night", ["night"])
    with op.batch_alter_table("audit_request") as table:
        table.add_column(sa.Column("night", sa.Date(), nullable=True))
        table.create_unique_constraint("uq_audit_request_night", ["night"])


def downgrade():
    op.execute("DELETE FROM retention_run WHERE ended_at IS NULL")
    with op.batch_alter_table("audit_request") as table:
        table.drop_constraint("uq_audit_request_night", type_="unique")
        table.drop_column("night")
    with op.batch_alter_table("retention_run") as table:
        table.drop_constraint("uq_retention_run_night", type_="unique")
        table.alter_column("ended_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        table.drop_column("taken_by")
        table.drop_column("taken_at")
        table.drop_column("night")
