"""asking people to teach: searches, their parts, whom they ask in turn, and reminders before the day

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
STANDINGS = (
    *("listed", "asked", "proposed", "accepted", "confirmed", "declined", "lapsed", "passed_over", "skipped"),
    *("given_back", "called_off", "withdrawn"),
)
ONE_AT_A_TIME = sa.text("standing IN ('accepted', 'asked', 'confirmed', 'proposed')")
WAITS = sa.text("standing = 'asked'")
GOES_ON = sa.text("ended_at IS NULL")


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def instants(*names, nullable=True):
    return [sa.Column(name, INSTANT, nullable=nullable) for name in names]


def upgrade():
    create_searches()
    create_requests()
    create_reminders()


def create_searches():
    op.create_table(
        "teaching_search",
        whole("id"),
        whole("cohort_id"),
        sa.Column("duty", one_of("duty", "lead", "assistant"), nullable=False),
        sa.Column("is_short", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        whole("by_id", nullable=True),
        *instants("at", nullable=False),
        *instants("ended_at"),
        sa.Column("ended_as", one_of("ending", "withdrawn", "taken", "off", "replaced"), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_as IS NULL)", name=op.f("ck_teaching_search_ended_with_reason")
        ),
        refers("teaching_search", "cohort_id", "cohort"),
        refers("teaching_search", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teaching_search")),
    )
    op.create_index(op.f("ix_teaching_search_cohort_id"), "teaching_search", ["cohort_id"])
    op.create_index(
        "ix_teaching_search_open", "teaching_search", ["id"], sqlite_where=GOES_ON, postgresql_where=GOES_ON
    )
    table = "teaching_search_part"
    op.create_table(
        table,
        *(whole(name) for name in ("id", "search_id", "part_id")),
        refers(table, "search_id", "teaching_search", ondelete="CASCADE"),
        refers(table, "part_id", "session_part", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("search_id", "part_id", name=op.f(f"uq_{table}_search_id_part_id")),
    )
    op.create_index(op.f(f"ix_{table}_part_id"), table, ["part_id"])


def create_requests():
    table = "teaching_request"
    op.create_table(
        table,
        *(whole(name) for name in ("id", "search_id", "person_id", "position")),
        sa.Column("standing", one_of("standing", *STANDINGS), nullable=False),
        *instants("asked_at", "until", "remind_at", "reminded_at", "answered_at"),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("offer", one_of("offer", "some", "other_time", "colleague"), nullable=True),
        sa.Column("offered", JSON, nullable=True),
        sa.CheckConstraint(
            "standing != 'asked' OR (until IS NOT NULL AND remind_at IS NOT NULL)",
            name=op.f(f"ck_{table}_asked_in_time"),
        ),
        sa.CheckConstraint("standing != 'proposed' OR offer IS NOT NULL", name=op.f(f"ck_{table}_proposed_something")),
        refers(table, "search_id", "teaching_search", ondelete="CASCADE"),
        refers(table, "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("search_id", "position", name=op.f(f"uq_{table}_search_id_position")),
        sa.UniqueConstraint("search_id", "person_id", name=op.f(f"uq_{table}_search_id_person_id")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    where = {"sqlite_where": ONE_AT_A_TIME, "postgresql_where": ONE_AT_A_TIME}
    op.create_index("uq_teaching_request_live", table, ["search_id"], unique=True, **where)
    op.create_index("ix_teaching_request_until", table, ["until"], sqlite_where=WAITS, postgresql_where=WAITS)


def create_reminders():
    table = "teaching_reminder"
    op.create_table(
        table,
        *(whole(name) for name in ("id", "request_id", "session_id")),
        *instants("at", nullable=False),
        refers(table, "request_id", "teaching_request", ondelete="CASCADE"),
        refers(table, "session_id", "session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("request_id", "session_id", name=op.f(f"uq_{table}_request_id_session_id")),
    )
    op.create_index(op.f(f"ix_{table}_session_id"), table, ["session_id"])


def downgrade():
    for table in ("teaching_reminder", "teaching_request", "teaching_search_part", "teaching_search"):
        op.drop_table(table)
