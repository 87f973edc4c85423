"""courses have files in versions, and it is counted who fetched them

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
KEPT = {"material_version": ("update", "delete"), "material_content": ("update",)}
"""What was brought in error can be erased: its bytes alone, and history says so."""
PUBLIC = (
    "NOT is_public OR (kind = 'blank_form' AND cohort_id IS NULL AND after_lesson IS NULL AND from_day IS NULL)"
)


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def upgrade():
    create_materials()
    create_versions()
    create_fetches()
    for table, verbs in KEPT.items():
        if op.get_bind().dialect.name == "sqlite":
            for verb in verbs:
                op.execute(SQLITE.format(table=table, verb=verb))
        else:
            op.execute(POSTGRESQL.format(table=table, verbs=" OR ".join(verbs)))


def create_materials():
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("kind", one_of("materialkind", "blank_form", "handout", "textbooks", "other"), nullable=False),
        sa.Column("state", one_of("materialstate", "shown", "withdrawn"), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("after_lesson", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("after_lesson > 0", name=op.f("ck_material_from_the_first_lesson")),
        sa.CheckConstraint("after_lesson IS NULL OR from_day IS NULL", name=op.f("ck_material_one_beginning")),
        sa.CheckConstraint(PUBLIC, name=op.f("ck_material_public_forms_only")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_material_course_id_course")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_material_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["subject_item.id"], name=op.f("fk_material_item_id_subject_item"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("course_id", "key", name=op.f("uq_material_course_id_key")),
    )
    for column in ("cohort_id", "item_id"):
        op.create_index(op.f(f"ix_material_{column}"), "material", [column])


def create_versions():
    op.create_table(
        "material_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_kind", one_of("filekind", "pdf", "docx", "xlsx", "png", "jpeg"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_material_version_from_one")),
        sa.CheckConstraint("size > 0", name=op.f("ck_material_version_not_empty")),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_version_material_id_material")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_material_version_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_version")),
        sa.UniqueConstraint("material_id", "number", name=op.f("uq_material_version_material_id_number")),
    )
    of_version = op.f("fk_material_content_version_id_material_version")
    op.create_table(
        "material_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["material_version.id"], name=of_version),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_content")),
        sa.UniqueConstraint("version_id", name=op.f("uq_material_content_version_id")),
    )


def create_fetches():
    of_version = op.f("fk_material_fetch_version_id_material_version")
    op.create_table(
        "material_fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_material_fetch_at_least_once")),
        sa.ForeignKeyConstraint(["version_id"], ["material_version.id"], name=of_version),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_material_fetch_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_fetch")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_material_fetch_version_id_person_id")),
    )
    op.create_index(op.f("ix_material_fetch_person_id"), "material_fetch", ["person_id"])


def downgrade():
    for table in ("material_fetch", "material_content", "material_version", "material"):
        op.drop_table(table)
