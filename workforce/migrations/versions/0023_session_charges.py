"""somebody is in charge of sessions that teach nothing

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "session_charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_session_charge_by_id_account")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_charge_session_id_session"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_charge_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_charge")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_session_charge_session_id_person_id")),
    )
    op.create_index(op.f("ix_session_charge_person_id"), "session_charge", ["person_id"], unique=False)


def downgrade():
    op.drop_table("session_charge")
