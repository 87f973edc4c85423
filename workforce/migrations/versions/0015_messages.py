"""letters in words of the centre, calendar feeds, changes people are told of, addresses that refuse mail

Revision ID: 0015
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0016"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
INSTANT = sa.DateTime(timezone=True)

SQLITE = """
CREATE TRIGGER wording_no_{verb} BEFORE {verb} ON wording
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, 'wording is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER wording_append_only BEFORE UPDATE OR DELETE ON wording FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    create_wording()
    op.add_column("outbox", sa.Column("sent_subject", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("sent_body", sa.String(), nullable=True))
    number_sessions()
    create_changes()
    create_feed()


def create_wording():
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("spoken", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_wording_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint(
            "template", "variant", "spoken", "number", name=op.f("uq_wording_template_variant_spoken_number")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(SQLITE.format(verb=verb))
    else:
        op.execute(POSTGRESQL)


def number_sessions():
    op.add_column("cohort", sa.Column("calendar_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cohort", sa.Column("calendar_changed_at", INSTANT, nullable=True))
    op.add_column("session", sa.Column("uid", sa.String(), nullable=False, server_default=""))
    op.add_column("session", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("session", sa.Column("changed_at", INSTANT, nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    word = "lower(hex(randomblob(8)))" if is_sqlite else "substr(md5(random()::text || id::text), 1, 16)"
    op.execute(f"UPDATE session SET uid = {word}")


def create_changes():
    op.create_table(
        "removed_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_removed_session_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_session")),
    )
    op.create_index("ix_removed_session_cohort_id", "removed_session", ["cohort_id"])
    op.create_index("ix_removed_session_ends_at", "removed_session", ["ends_at"])
    op.create_table(
        "session_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("old", JSON, nullable=True),
        sa.Column("new", JSON, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("told", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (told IS NULL)", name=op.f("ck_session_change_decided_with_answer")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_session_change_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_session_change_by_id_account")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_session_change_decided_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_change")),
    )
    where = sa.text("decided_at IS NULL")
    op.create_index("ix_session_change_cohort_id", "session_change", ["cohort_id", "id"])
    op.create_index(
        "ix_session_change_undecided", "session_change", ["cohort_id"], sqlite_where=where, postgresql_where=where
    )


def create_feed():
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_index("ix_calendar_feed_person_id", "calendar_feed", ["person_id"])


def downgrade():
    op.drop_table("calendar_feed")
    op.drop_table("session_change")
    op.drop_table("removed_session")
    for column in ("changed_at", "version", "uid"):
        op.drop_column("session", column)
    op.drop_column("cohort", "calendar_changed_at")
    op.drop_column("cohort", "calendar_number")
    op.drop_column("outbox", "sent_body")
    op.drop_column("outbox", "sent_subject")
    op.drop_table("wording")
