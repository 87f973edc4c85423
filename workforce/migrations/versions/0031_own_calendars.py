"""when the own calendars of those who teach say that they are busy, and feeds of what they teach

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TROUBLES = ("no_answer", "not_let_in", "not_there", "not_allowed", "no_calendar", "too_large")
WHOSE = ("person", "room", "cohort")
ONE = " OR ".join(
    "(" + " AND ".join(f"{one}_id IS {'NOT NULL' if one == whose else 'NULL'}" for one in WHOSE) + ")"
    for whose in WHOSE
)


def upgrade():
    op.create_table(
        "own_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT, nullable=True),
        sa.Column("fresh_at", INSTANT, nullable=True),
        sa.Column("next_at", INSTANT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column(
            "trouble",
            sa.Enum(*TROUBLES, name="trouble", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.CheckConstraint("(address IS NULL) = (next_at IS NULL)", name=op.f("ck_own_calendar_asked_where_it_can_be")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_own_calendar_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_calendar")),
    )
    for column in ("person_id", "next_at"):
        op.create_index(op.f(f"ix_own_calendar_{column}"), "own_calendar", [column])
    op.create_table(
        "own_busy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_own_busy_in_order")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["own_calendar.id"],
            name=op.f("fk_own_busy_calendar_id_own_calendar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_busy")),
    )
    for column in ("calendar_id", "ends_at"):
        op.create_index(op.f(f"ix_own_busy_{column}"), "own_busy", [column])
    create_feeds()


def create_feeds():
    op.create_table(
        "lesson_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{whose}_id", sa.Integer(), nullable=True) for whose in WHOSE),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint(ONE, name=op.f("ck_lesson_feed_of_one")),
        *(
            sa.ForeignKeyConstraint([f"{whose}_id"], [f"{whose}.id"], name=op.f(f"fk_lesson_feed_{whose}_id_{whose}"))
            for whose in WHOSE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_lesson_feed_token_hash")),
    )
    for whose in WHOSE:
        op.create_index(op.f(f"ix_lesson_feed_{whose}_id"), "lesson_feed", [f"{whose}_id"])


def downgrade():
    op.drop_table("lesson_feed")
    op.drop_table("own_busy")
    op.drop_table("own_calendar")
