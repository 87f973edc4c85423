"""plans that staff ask for, what came out of them, and what is pinned

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
STATES = ("queued", "solving", "solved", "stopped", "impossible", "failed", "applied", "discarded")
OPEN = sa.text("state IN ('queued', 'solving')")


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def instants(*names):
    return (sa.Column(name, INSTANT, nullable=True) for name in names)


def upgrade():
    create_runs()
    create_cohorts_and_results()
    create_pins()


def create_runs():
    op.create_table(
        "plan_run",
        whole("id"),
        sa.Column("kind", one_of("plankind", "plan", "away"), nullable=False),
        sa.Column("state", one_of("planstate", *STATES), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("goals", JSON, nullable=False),
        *(whole(name, nullable=True) for name in ("again_of_id", "away_person_id", "by_id")),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        whole("tries"),
        *instants("begun_at", "beaten_at", "stop_asked_at", "ended_at", "decided_at"),
        sa.Column("goal", sa.String(), nullable=True),
        whole("done"),
        whole("pieces"),
        sa.Column("best", JSON, nullable=True),
        sa.CheckConstraint("since <= until", name=op.f("ck_plan_run_forward")),
        sa.CheckConstraint(
            "(kind = 'away') = (away_person_id IS NOT NULL)", name=op.f("ck_plan_run_away_is_somebody")
        ),
        refers("plan_run", "again_of_id", "plan_run", ondelete="SET NULL"),
        refers("plan_run", "away_person_id", "person"),
        refers("plan_run", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_run")),
    )
    for column in ("again_of_id", "away_person_id", "at"):
        op.create_index(op.f(f"ix_plan_run_{column}"), "plan_run", [column])
    op.create_index("ix_plan_run_open", "plan_run", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_plan_run_state", "plan_run", ["state", "ended_at"])


def create_cohorts_and_results():
    op.create_table(
        "plan_cohort",
        whole("id"),
        whole("run_id"),
        whole("cohort_id"),
        sa.Column("may_move", sa.Boolean(), nullable=False),
        refers("plan_cohort", "run_id", "plan_run", ondelete="CASCADE"),
        refers("plan_cohort", "cohort_id", "cohort"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_cohort")),
        sa.UniqueConstraint("run_id", "cohort_id", name=op.f("uq_plan_cohort_run_id_cohort_id")),
    )
    op.create_index(op.f("ix_plan_cohort_cohort_id"), "plan_cohort", ["cohort_id"])
    op.create_table(
        "plan_result",
        whole("id"),
        whole("run_id"),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=True),
        *(sa.Column(name, JSON, nullable=False) for name in ("scores_before", "scores", "bounds")),
        whole("changes"),
        *(sa.Column(name, JSON, nullable=False) for name in ("gaps", "clash")),
        refers("plan_result", "run_id", "plan_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_result")),
        sa.UniqueConstraint("run_id", name=op.f("uq_plan_result_run_id")),
    )


def create_pins():
    op.create_table(
        "plan_pin",
        whole("id"),
        whole("part_id", nullable=True),
        whole("person_id", nullable=True),
        sa.Column("duty", one_of("duty", "lead", "assistant"), nullable=True),
        *(whole(name, nullable=True) for name in ("session_id", "room_id", "by_id")),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(part_id IS NULL) = (person_id IS NULL) AND (part_id IS NULL) = (duty IS NULL)",
            name=op.f("ck_plan_pin_somebody_in_part"),
        ),
        sa.CheckConstraint("(session_id IS NULL) = (room_id IS NULL)", name=op.f("ck_plan_pin_room_of_session")),
        sa.CheckConstraint("(part_id IS NULL) != (session_id IS NULL)", name=op.f("ck_plan_pin_one_of_two")),
        refers("plan_pin", "part_id", "session_part", ondelete="CASCADE"),
        refers("plan_pin", "person_id", "person"),
        refers("plan_pin", "session_id", "session", ondelete="CASCADE"),
        refers("plan_pin", "room_id", "room"),
        refers("plan_pin", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_pin")),
        sa.UniqueConstraint("part_id", "person_id", name=op.f("uq_plan_pin_part_id_person_id")),
        sa.UniqueConstraint("session_id", name=op.f("uq_plan_pin_session_id")),
    )
    for column in ("person_id", "room_id"):
        op.create_index(op.f(f"ix_plan_pin_{column}"), "plan_pin", [column])


def downgrade():
    for table in ("plan_pin", "plan_result", "plan_cohort", "plan_run"):
        op.drop_table(table)
