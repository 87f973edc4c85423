"""seats are offered to those who wait, and rules that differ by place are dated rows

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
INSTANT = sa.DateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")
OUTCOMES = ("accepted", "declined", "expired", "withdrawn")
BEFORE = ("waiting_for_guardian", "waitlisted", "confirmed", "cancelled")
SINCE = ("waiting_for_guardian", "waitlisted", "offered", "confirmed", "cancelled")


def upgrade():
    set_states(SINCE)
    op.add_column("cohort", sa.Column("offers_until", INSTANT, nullable=True))
    create_policy()
    create_offer()


def create_policy():
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("values", JSON, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name=op.f("fk_policy_set_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("kind", "from_day", "number", name=op.f("uq_policy_kind_from_day_number")),
    )


def create_offer():
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="outcome", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.CheckConstraint("made_at < expires_at", name=op.f("ck_offer_lasts")),
        sa.CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_offer_ended_with_outcome")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_offer_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    where = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index("ix_offer_enrolment_id", "offer", ["enrolment_id"])
    op.create_index("uq_offer_open", "offer", ["enrolment_id"], unique=True, **where)
    op.create_index("ix_offer_due", "offer", ["expires_at"], **where)


def downgrade():
    op.drop_table("offer")
    op.drop_table("policy")
    op.drop_column("cohort", "offers_until")
    op.execute("UPDATE enrolment SET state = 'waitlisted' WHERE state = 'offered'")
    set_states(BEFORE)


def set_states(states):
    named = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("enrolment") as table:
        table.drop_constraint(op.f("ck_enrolment_state"), type_="check")
        table.create_check_constraint(op.f("ck_enrolment_state"), f"state IN ({named})")
