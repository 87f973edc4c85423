"""letters in words of the centre, calendar feeds, changes people are told of, addresses that refuse mail

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
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
    op.add_column("outbox", sa.Column("printed_at", INSTANT, nullable=True))
    op.add_column("outbox", sa.Column("print_run", sa.Integer(), nullable=True))
    op.create_index("ix_outbox_print_run", "outbox", ["print_run"])
    set_ways(("mail", "call", "letter"), ("queued", "sending", "sent", "failed", "bounced", "cancelled"))
    number_sessions()
    create_changes()
    create_feed()
    create_addresses()
    create_undeliverable()


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


def set_ways(channels, states):
    with op.batch_alter_table("outbox") as table:
        for column, words in (("channel", channels), ("sending", states)):
            named = ", ".join(f"'{word}'" for word in words)
            table.drop_constraint(op.f(f"ck_outbox_{column}"), type_="check")
            name = "state" if column == "sending" else column
            table.create_check_constraint(op.f(f"ck_outbox_{column}"), f"{name} IN ({named})")


def create_addresses():
    op.add_column("person", sa.Column("channel", sa.String(), nullable=True))
    op.create_table(
        "postal_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("prefecture", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_postal_address_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_address")),
        sa.UniqueConstraint("person_id", name=op.f("uq_postal_address_person_id")),
    )


def create_undeliverable():
    op.create_table(
        "undeliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("lifted_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undeliverable")),
    )
    where = sa.text("lifted_at IS NULL")
    op.create_index(
        "uq_undeliverable_open", "undeliverable", ["address"], unique=True, sqlite_where=where, postgresql_where=where
    )


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
    op.drop_table("undeliverable")
    op.drop_table("postal_address")
    op.drop_column("person", "channel")
    op.execute("UPDATE outbox SET state = 'failed' WHERE state = 'bounced'")
    op.execute("UPDATE outbox SET channel = 'call' WHERE channel = 'letter'")
    set_ways(("mail", "call"), ("queued", "sending", "sent", "failed", "cancelled"))
    op.drop_index("ix_outbox_print_run", "outbox")
    op.drop_column("outbox", "print_run")
    op.drop_column("outbox", "printed_at")
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
