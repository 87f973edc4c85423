"""letters in words of the centre, calendar feeds, changes people are told of, addresses that refuse mail

Revision ID: 0015
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0009"
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


def downgrade():
    op.drop_column("outbox", "sent_body")
    op.drop_column("outbox", "sent_subject")
    op.drop_table("wording")
