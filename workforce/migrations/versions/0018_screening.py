"""people chosen by criteria: the sheet, who gives points, the points, and what came of it

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
OF_ALL = sa.text("candidate_id IS NULL AND ended_at IS NULL")
KEPT = ("sheet", "criterion", "candidate", "mark", "note", "decision", "placing")

SQLITE = """
CREATE TRIGGER screening_{table}_no_{verb} BEFORE {verb} ON screening_{table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, 'screening_{table} is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER screening_{table}_append_only BEFORE UPDATE OR DELETE ON screening_{table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    create_sheet()
    create_criterion()
    create_candidate()
    create_assessor()
    create_mark()
    create_note()
    create_decision()
    create_placing()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for verb in ("update", "delete") if is_sqlite else ("",):
            op.execute((SQLITE if is_sqlite else POSTGRESQL).format(table=table, verb=verb))


def table(name, *columns, unique=(), refers=()):
    """`unique`: tuples of columns; `refers`: (column, table)."""
    full = f"screening_{name}"
    op.create_table(
        full,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{full}_{column}_{other}"))
            for column, other in refers
        ),
        *(sa.UniqueConstraint(*names, name=op.f(f"uq_{full}_{'_'.join(names)}")) for names in unique),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{full}")),
    )


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name, *, nullable=False):
    return sa.Column(name, INSTANT, nullable=nullable)


def words(name):
    return sa.Column(name, sa.String(), nullable=True)


def texts(name):
    return sa.Column(name, JSON, nullable=False)


def one_of(name, kind, *values):
    made = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=30)
    return sa.Column(name, made, nullable=False)


def create_sheet():
    table(
        "sheet",
        *(whole("cohort_id"), whole("number"), texts("questions"), whole("minimum", nullable=True)),
        one_of("tie_rule", "tierule", "first_criterion", "lot", "decision"),
        *(words("reason"), moment("written_at"), whole("by_id", nullable=True)),
        sa.CheckConstraint("number > 0", name=op.f("ck_screening_sheet_from_one")),
        unique=[("cohort_id", "number")],
        refers=[("cohort_id", "cohort"), ("by_id", "account")],
    )


def create_criterion():
    table(
        "criterion",
        *(whole("sheet_id"), whole("position"), texts("name"), texts("look_for"), whole("most")),
        sa.CheckConstraint("most BETWEEN 1 AND 100", name=op.f("ck_screening_criterion_points")),
        unique=[("sheet_id", "position")],
        refers=[("sheet_id", "screening_sheet")],
    )


def create_candidate():
    table(
        "candidate",
        *(whole("cohort_id"), whole("enrolment_id"), whole("number"), texts("answers")),
        unique=[("cohort_id", "number"), ("enrolment_id", "cohort_id")],
        refers=[("cohort_id", "cohort"), ("enrolment_id", "enrolment")],
    )


def create_assessor():
    table(
        "assessor",
        *(whole("cohort_id"), whole("account_id"), whole("candidate_id", nullable=True), moment("named_at")),
        *(whole("named_by_id", nullable=True), moment("closed_at", nullable=True), moment("ended_at", nullable=True)),
        sa.CheckConstraint("closed_at IS NULL OR ended_at IS NULL", name=op.f("ck_screening_assessor_closed_or_ended")),
        refers=[
            *(("cohort_id", "cohort"), ("account_id", "account")),
            *(("candidate_id", "screening_candidate"), ("named_by_id", "account")),
        ],
    )
    for column in ("cohort_id", "account_id", "candidate_id"):
        op.create_index(op.f(f"ix_screening_assessor_{column}"), "screening_assessor", [column])
    op.create_index(
        "uq_screening_assessor_of_all",
        "screening_assessor",
        ["cohort_id", "account_id"],
        unique=True,
        sqlite_where=OF_ALL,
        postgresql_where=OF_ALL,
    )


def create_mark():
    table(
        "mark",
        *(whole("assessor_id"), whole("candidate_id"), whole("criterion_id"), whole("points", nullable=True)),
        *(moment("at"), words("reason")),
        sa.CheckConstraint("points >= 0", name=op.f("ck_screening_mark_not_negative")),
        refers=[
            ("assessor_id", "screening_assessor"),
            ("candidate_id", "screening_candidate"),
            ("criterion_id", "screening_criterion"),
        ],
    )
    for column in ("candidate_id", "criterion_id"):
        op.create_index(op.f(f"ix_screening_mark_{column}"), "screening_mark", [column])
    names = ["assessor_id", "candidate_id", "criterion_id"]
    op.create_index("ix_screening_mark_assessor_id", "screening_mark", names)


def create_note():
    table(
        "note",
        *(whole("assessor_id"), whole("candidate_id"), one_of("kind", "notekind", "aside", "flag", "talked")),
        *(words("reason"), moment("at")),
        unique=[("assessor_id", "candidate_id", "kind")],
        refers=[("assessor_id", "screening_assessor"), ("candidate_id", "screening_candidate")],
    )
    op.create_index(op.f("ix_screening_note_candidate_id"), "screening_note", ["candidate_id"])


def create_decision():
    table(
        "decision",
        *(whole("cohort_id"), whole("sheet_id"), whole("seats"), texts("ties"), words("lot_key")),
        *(moment("decided_at"), whole("by_id", nullable=True)),
        unique=[("cohort_id",)],
        refers=[("cohort_id", "cohort"), ("sheet_id", "screening_sheet"), ("by_id", "account")],
    )
    op.create_index(op.f("ix_screening_decision_sheet_id"), "screening_decision", ["sheet_id"])


def create_placing():
    table(
        "placing",
        *(whole("decision_id"), whole("candidate_id"), whole("rank", nullable=True), whole("points")),
        *(whole("assessors"), one_of("outcome", "outcome", "seat", "waiting", "below", "withdrawn")),
        whole("band_id", nullable=True),
        sa.CheckConstraint(
            "(rank IS NULL) = (outcome IN ('below', 'withdrawn'))", name=op.f("ck_screening_placing_ranked_if_chosen")
        ),
        unique=[("decision_id", "rank"), ("candidate_id",)],
        refers=[("decision_id", "screening_decision"), ("candidate_id", "screening_candidate"), ("band_id", "band")],
    )
    op.create_index(op.f("ix_screening_placing_band_id"), "screening_placing", ["band_id"])


def downgrade():
    for name in ("placing", "decision", "note", "mark", "assessor", "candidate", "criterion", "sheet"):
        op.drop_table(f"screening_{name}")
