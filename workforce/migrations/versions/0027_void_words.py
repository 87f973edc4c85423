"""who holds a certificate that was made void reads why, in words that staff wrote for them

Revision ID: 0027
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("voided_certificate", sa.Column("words", sa.String(), nullable=True))


def downgrade():
    op.drop_column("voided_certificate", "words")
