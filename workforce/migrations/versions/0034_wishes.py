"""when those who teach would rather not, and how much they would like to teach

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

CHECKS = {
    "weekday_or_days": "(weekday IS NULL) <> (first_day IS NULL)",
    "both_days": "(first_day IS NULL) = (last_day IS NULL)",
    "weekday": "weekday BETWEEN 0 AND 6",
    "in_order": "first_day <= last_day",
    "both_or_none": "(begins IS NULL) = (ends IS NULL)",
    "forward": "begins < ends",
}


def refers(table, column, to):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade():
    op.create_table(
        "rather_not",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_rather_not_{name}")) for name, rule in CHECKS.items()),
        refers("rather_not", "person_id", "person"),
        refers("rather_not", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rather_not")),
    )
    for column in ("person_id", "last_day"):
        op.create_index(op.f(f"ix_rather_not_{column}"), "rather_not", [column])
    with op.batch_alter_table("instructor") as table:
        table.add_column(sa.Column("month_minutes", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f("ck_instructor_some_a_month"), "month_minutes > 0")


def downgrade():
    with op.batch_alter_table("instructor") as table:
        table.drop_constraint(op.f("ck_instructor_some_a_month"), type_="check")
        table.drop_column("month_minutes")
    op.drop_table("rather_not")
