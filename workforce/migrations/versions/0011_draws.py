"""seats given by lot: the promise, the list and the result, which nobody changes afterwards

Revision ID: 0011
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
OUTCOMES = ("seat", "waiting", "withdrawn")
ACCOUNTS = ("value_typed_by_id", "value_confirmed_by_id", "drawn_by_id", "asked_by_id")

PROMISED = """OLD.drawn_at IS NOT NULL OR NEW.cohort_id <> OLD.cohort_id OR NEW.number <> OLD.number
    OR NEW.secret <> OLD.secret OR NEW.commitment <> OLD.commitment OR NEW.committed_at <> OLD.committed_at
    OR (OLD.frozen_at IS NOT NULL AND (NEW.frozen_at IS NULL OR NEW.frozen_at <> OLD.frozen_at
        OR NEW.list_hash <> OLD.list_hash OR NEW.begins <> OLD.begins))
    OR (OLD.value_confirmed_at IS NOT NULL AND (NEW.value IS NULL OR NEW.value <> OLD.value))"""
LISTED = """OLD.rank IS NOT NULL OR NEW.draw_id <> OLD.draw_id OR NEW.enrolment_id <> OLD.enrolment_id
    OR NEW.weight <> OLD.weight OR coalesce(NEW.band, 0) <> coalesce(OLD.band, 0)"""
KEPT = {"draw": PROMISED, "draw_entry": LISTED}

SQLITE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit) AND ({changed})
BEGIN SELECT RAISE(ABORT, '{table} keeps what was published'); END
"""
SQLITE_DELETE = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, '{table} keeps what was published'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM retention_permit) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '{table} keeps what was published';
    END IF;
    IF {changed} THEN
        RAISE EXCEPTION '{table} keeps what was published';
    END IF;
    RETURN NEW;
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()
"""


def upgrade():
    create_draw()
    create_entry()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, changed in KEPT.items():
        for statement in (SQLITE, SQLITE_DELETE) if is_sqlite else (POSTGRESQL_FUNCTION, POSTGRESQL):
            op.execute(statement.format(table=table, changed=changed))


def create_draw():
    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("committed_at", INSTANT, nullable=False),
        sa.Column("value_name", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("value_typed_by_id", sa.Integer(), nullable=True),
        sa.Column("value_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("value_confirmed_at", INSTANT, nullable=True),
        sa.Column("frozen_at", INSTANT, nullable=True),
        sa.Column("begins", sa.String(), nullable=True),
        sa.Column("list_hash", sa.String(), nullable=True),
        sa.Column("drawn_at", INSTANT, nullable=True),
        sa.Column("drawn_by_id", sa.Integer(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("file_hash", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("stopped_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "number > 0 AND (number = 1) = (reason IS NULL)", name=op.f("ck_draw_repeated_for_a_reason")
        ),
        sa.CheckConstraint("(frozen_at IS NULL) = (list_hash IS NULL)", name=op.f("ck_draw_frozen_with_hash")),
        sa.CheckConstraint(
            "drawn_at IS NULL OR (frozen_at IS NOT NULL AND published IS NOT NULL)",
            name=op.f("ck_draw_drawn_from_list"),
        ),
        sa.CheckConstraint(
            "value_confirmed_by_id IS NULL OR value_confirmed_by_id <> value_typed_by_id",
            name=op.f("ck_draw_two_people"),
        ),
        sa.CheckConstraint(
            "drawn_by_id IS NULL OR asked_by_id IS NULL OR drawn_by_id <> asked_by_id", name=op.f("ck_draw_two_again")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_draw_cohort_id_cohort")),
        *(sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_draw_{name}_account")) for name in ACCOUNTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_draw_cohort_id_number")),
    )


def create_entry():
    op.create_table(
        "draw_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="drawoutcome", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("seat_band", sa.Integer(), nullable=True),
        sa.CheckConstraint("weight > 0", name=op.f("ck_draw_entry_has_tickets")),
        sa.CheckConstraint("(rank IS NULL) = (outcome IS NULL)", name=op.f("ck_draw_entry_ranked_with_outcome")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_entry_draw_id_draw")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_draw_entry_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_entry")),
        sa.UniqueConstraint("draw_id", "enrolment_id", name=op.f("uq_draw_entry_draw_id_enrolment_id")),
        sa.UniqueConstraint("draw_id", "rank", name=op.f("uq_draw_entry_draw_id_rank")),
    )
    op.create_index(op.f("ix_draw_entry_enrolment_id"), "draw_entry", ["enrolment_id"])


def downgrade():
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.drop_table("draw_entry")
    op.drop_table("draw")
    if not is_sqlite:
        for table in KEPT:
            op.execute(f"DROP FUNCTION {table}_refuse_change()")
