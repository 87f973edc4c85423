"""tables of a session: who sits where, what is known of people for that, and pairs apart or beside each other

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name):
    return sa.Column(name, sa.String(), nullable=True)


def upgrade():
    create_plans()
    create_facts()


def create_plans():
    op.create_table(
        "seating_plan",
        *(whole(name) for name in ("id", "session_id", "tables", "chairs", "step_free", "revision")),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        whole("by_id", nullable=True),
        sa.CheckConstraint("tables > 0 AND chairs > 0", name=op.f("ck_seating_plan_some_chairs")),
        sa.CheckConstraint("step_free BETWEEN 0 AND tables", name=op.f("ck_seating_plan_step_free_tables")),
        refers("seating_plan", "session_id", "session", ondelete="CASCADE"),
        refers("seating_plan", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_plan")),
        sa.UniqueConstraint("session_id", name=op.f("uq_seating_plan_session_id")),
    )
    op.create_table(
        "seating_place",
        *(whole(name) for name in ("id", "plan_id", "enrolment_id")),
        *(whole(name, nullable=True) for name in ("table_number", "chair")),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(table_number IS NULL) = (chair IS NULL)", name=op.f("ck_seating_place_a_chair_at_a_table")
        ),
        sa.CheckConstraint("table_number IS NOT NULL OR NOT pinned", name=op.f("ck_seating_place_pinned_somewhere")),
        refers("seating_place", "plan_id", "seating_plan", ondelete="CASCADE"),
        refers("seating_place", "enrolment_id", "enrolment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_place")),
        sa.UniqueConstraint("plan_id", "enrolment_id", name=op.f("uq_seating_place_plan_id_enrolment_id")),
        sa.UniqueConstraint(
            *("plan_id", "table_number", "chair"), name=op.f("uq_seating_place_plan_id_table_number_chair")
        ),
    )
    op.create_index(op.f("ix_seating_place_enrolment_id"), "seating_place", ["enrolment_id"])


def create_facts():
    op.create_table(
        "seating_fact",
        *(whole(name) for name in ("id", "enrolment_id")),
        *(words(name) for name in ("profession", "employer", "experience", "language", "helped_in")),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column(
            "speaks",
            sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("on_card", sa.Boolean(), nullable=False),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        refers("seating_fact", "enrolment_id", "enrolment"),
        refers("seating_fact", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_fact")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_seating_fact_enrolment_id")),
    )
    op.create_table(
        "seating_pair",
        *(whole(name) for name in ("id", "first_id", "second_id")),
        sa.Column(
            "kind",
            sa.Enum("apart", "beside", name="pairkind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_seating_pair_in_order")),
        refers("seating_pair", "first_id", "enrolment"),
        refers("seating_pair", "second_id", "enrolment"),
        refers("seating_pair", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_seating_pair_first_id_second_id")),
    )
    op.create_index(op.f("ix_seating_pair_second_id"), "seating_pair", ["second_id"])


def downgrade():
    for table in ("seating_pair", "seating_fact", "seating_place", "seating_plan"):
        op.drop_table(table)
