"""a form is open on one device at a time

Revision ID: 0008
Revises: 0007

Until it is resumed elsewhere, a draft of before is known to its device by the hash of its code.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("draft", sa.Column("holder", sa.String(), nullable=True))
    op.execute("UPDATE draft SET holder = code_hash")
    with op.batch_alter_table("draft") as table:
        table.alter_column("holder", nullable=False)
        table.create_unique_constraint(op.f("uq_draft_holder"), ["holder"])


def downgrade():
    with op.batch_alter_table("draft") as table:
        table.drop_constraint(op.f("uq_draft_holder"), type_="unique")
        table.drop_column("holder")
