"""forms have versions that nobody can change, and an enrolment says which it answered

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

SQLITE = """
CREATE TRIGGER form_version_no_{verb} BEFORE {verb} ON form_version
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, 'form_version is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER form_version_append_only BEFORE UPDATE OR DELETE ON form_version
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("keys", JSON, nullable=False),
        sa.Column("shown", JSON, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_form_version_from_one")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_form_version_by_id_account")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_form_version_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_form_version_course_id_number")),
    )
    op.add_column("course", sa.Column("form_version", sa.Integer(), nullable=True))
    op.add_column("enrolment", sa.Column("form_version", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(SQLITE.format(verb=verb))
    else:
        op.execute(POSTGRESQL)


def downgrade():
    op.drop_table("form_version")
    op.drop_column("enrolment", "form_version")
    op.drop_column("course", "form_version")
