"""messages are found by address and history by who did it, through an index

Revision ID: 0005
Revises: 0004

PostgreSQL compares the beginning of a text by its index only in the order of code points.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outbox", "address", type_=sa.String(collation="C"), existing_nullable=False)
    op.create_index("ix_outbox_address", "outbox", ["address", "id"])
    op.create_index("ix_history_by", "history", ["by_id", "at", "id"])


def downgrade():
    op.drop_index("ix_history_by", table_name="history")
    op.drop_index("ix_outbox_address", table_name="outbox")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outbox", "address", type_=sa.String(collation="default"), existing_nullable=False)
