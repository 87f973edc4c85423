"""when those who teach have time: by the week, and on other days

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade():
    op.create_table(
        "weekly_pattern",
        whole("id"),
        whole("person_id"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        refers("weekly_pattern", "person_id", "person"),
        refers("weekly_pattern", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_pattern")),
        sa.UniqueConstraint("person_id", "since", name=op.f("uq_weekly_pattern_person_id_since")),
    )
    op.create_table(
        "weekly_hours",
        whole("id"),
        whole("pattern_id"),
        whole("weekday"),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_weekly_hours_weekday")),
        sa.CheckConstraint("begins < ends", name=op.f("ck_weekly_hours_in_order")),
        refers("weekly_hours", "pattern_id", "weekly_pattern", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_hours")),
        sa.UniqueConstraint(
            "pattern_id", "weekday", "begins", name=op.f("uq_weekly_hours_pattern_id_weekday_begins")
        ),
    )
    op.create_table(
        "other_days",
        whole("id"),
        whole("person_id"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_other_days_in_order")),
        sa.CheckConstraint("(begins IS NULL) = (ends IS NULL)", name=op.f("ck_other_days_both_or_none")),
        sa.CheckConstraint("begins < ends", name=op.f("ck_other_days_forward")),
        refers("other_days", "person_id", "person"),
        refers("other_days", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_days")),
    )
    for column in ("person_id", "last_day"):
        op.create_index(op.f(f"ix_other_days_{column}"), "other_days", [column])


def downgrade():
    for table in ("other_days", "weekly_hours", "weekly_pattern"):
        op.drop_table(table)
