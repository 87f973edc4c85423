"""that somebody showed who they are, and what was arranged for whom

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENTS = ("driving_licence", "residence_card", "my_number_card", "passport", "student_card", "other")
STANDS = sa.text("withdrawn_at IS NULL")


def upgrade():
    op.create_table(
        "identity_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "document",
            sa.Enum(*DOCUMENTS, name="document", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_identity_check_withdrawn_by_somebody")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_check_person_id_person")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["account.id"], name=op.f("fk_identity_check_checked_by_id_account")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["account.id"], name=op.f("fk_identity_check_withdrawn_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_check")),
    )
    op.create_index("ix_identity_check_person", "identity_check", ["person_id"], sqlite_where=STANDS, postgresql_where=STANDS)
    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_arrangement_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_arrangement_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sa.UniqueConstraint("enrolment_id", "need", name=op.f("uq_arrangement_enrolment_id_need")),
    )


def downgrade():
    op.drop_table("arrangement")
    op.drop_table("identity_check")
