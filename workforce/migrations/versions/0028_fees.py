"""fees of those who teach: rank and payee, costs of the way, and the sheets of months that are closed

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
RANKS = ("first", "second", "third", "fourth", "internal")
PAYEES = ("person", "operator", "nobody")


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade():
    create_facts()
    create_months()


def create_facts():
    op.create_table(
        "fee_fact",
        whole("id"),
        whole("person_id"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("rank", one_of("rank", *RANKS), nullable=False),
        sa.Column("payee", one_of("payee", *PAYEES), nullable=False),
        whole("operator_id", nullable=True),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(payee = 'operator') = (operator_id IS NOT NULL)", name=op.f("ck_fee_fact_operator_where_paid")
        ),
        refers("fee_fact", "person_id", "person"),
        refers("fee_fact", "operator_id", "operator"),
        refers("fee_fact", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_fact")),
    )
    for column in ("person_id", "operator_id"):
        op.create_index(op.f(f"ix_fee_fact_{column}"), "fee_fact", [column])
    op.create_table(
        "fare_note",
        whole("id"),
        whole("person_id"),
        whole("session_id"),
        whole("yen"),
        whole("by_id"),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("yen >= 0", name=op.f("ck_fare_note_not_negative")),
        refers("fare_note", "person_id", "person"),
        refers("fare_note", "session_id", "session", ondelete="CASCADE"),
        refers("fare_note", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fare_note")),
    )
    op.create_index("ix_fare_note_person_id_session_id", "fare_note", ["person_id", "session_id"])
    op.create_index(op.f("ix_fare_note_session_id"), "fare_note", ["session_id"])


def create_months():
    op.create_table(
        "fee_month",
        whole("id"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        whole("closed_by_id", nullable=True),
        sa.Column("closed_at", INSTANT, nullable=False),
        refers("fee_month", "closed_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_month")),
        sa.UniqueConstraint("month", name=op.f("uq_fee_month_month")),
    )
    op.create_table(
        "fee_sheet",
        whole("id"),
        whole("month_id"),
        whole("number"),
        whole("person_id"),
        sa.Column("payee", one_of("payee", *PAYEES), nullable=False),
        whole("operator_id", nullable=True),
        *(whole(name) for name in ("fee", "travel", "tax", "net")),
        sa.CheckConstraint("net = fee + travel - tax", name=op.f("ck_fee_sheet_adds_up")),
        sa.CheckConstraint(
            "(payee = 'operator') = (operator_id IS NOT NULL)", name=op.f("ck_fee_sheet_operator_where_paid")
        ),
        refers("fee_sheet", "month_id", "fee_month"),
        refers("fee_sheet", "person_id", "person"),
        refers("fee_sheet", "operator_id", "operator"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_sheet")),
        sa.UniqueConstraint("month_id", "number", name=op.f("uq_fee_sheet_month_id_number")),
    )
    for column in ("person_id", "operator_id"):
        op.create_index(op.f(f"ix_fee_sheet_{column}"), "fee_sheet", [column])
    op.create_table(
        "fee_sheet_line",
        whole("id"),
        whole("sheet_id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("duty", one_of("duty", "lead", "assistant"), nullable=True),
        *(whole(name) for name in ("minutes", "full", "half", "rate", "yen")),
        sa.Column("codes", sa.String(), nullable=False),
        refers("fee_sheet_line", "sheet_id", "fee_sheet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_sheet_line")),
    )
    for column in ("sheet_id", "day"):
        op.create_index(op.f(f"ix_fee_sheet_line_{column}"), "fee_sheet_line", [column])


def downgrade():
    for table in ("fee_sheet_line", "fee_sheet", "fee_month", "fare_note", "fee_fact"):
        op.drop_table(table)
