"""the ledger of what people owe, pay and get back

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
INSTANT = sa.DateTime(timezone=True)
LINE_KINDS = ("charge", "reduction", "cancellation_fee", "reversal", "payment", "refund", "completion_refund")
FEES = ("tuition", "textbook", "insurance")
SIGNED = (
    "(kind IN ('charge', 'cancellation_fee', 'refund') AND yen > 0)"
    " OR (kind IN ('reduction', 'payment', 'completion_refund') AND yen < 0) OR (kind = 'reversal' AND yen <> 0)"
)
ASKED = sa.text("state = 'asked'")
APPEND_ONLY = ("ledger_line", "issued_document", "issued_document_line", "voided_document")

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
WHEN NOT EXISTS (SELECT 1 FROM retention_permit)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade():
    create_ledger()
    create_bank()
    create_documents()
    create_reductions()
    create_refunds()
    for table in APPEND_ONLY:
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                op.execute(SQLITE.format(table=table, verb=verb))
        else:
            op.execute(POSTGRESQL.format(table=table))


def one_of(*values, name):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def create_ledger():
    op.create_table(
        "ledger_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of(*LINE_KINDS, name="linekind"), nullable=False),
        sa.Column("fee", one_of(*FEES, name="feekind"), nullable=True),
        sa.Column("yen", sa.Integer(), nullable=False),
        sa.Column("tax", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(SIGNED, name=op.f("ck_ledger_line_signed")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_ledger_line_by_id_account")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_ledger_line_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_line")),
        sa.UniqueConstraint("cause", name=op.f("uq_ledger_line_cause")),
    )
    op.create_index("ix_ledger_line_enrolment_id", "ledger_line", ["enrolment_id", "id"])


def create_bank():
    op.create_table(
        "bank_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("columns", JSON, nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("booked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_bank_file_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_file")),
    )
    op.create_index("ix_bank_file_sha256", "bank_file", ["sha256"])
    op.create_table(
        "bank_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("yen", sa.Integer(), nullable=False),
        sa.Column("kana", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("state", one_of("booked", "unclear", "set_aside", name="rowstate"), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("yen > 0", name=op.f("ck_bank_row_positive")),
        sa.CheckConstraint(
            "(state = 'booked') = (enrolment_id IS NOT NULL)", name=op.f("ck_bank_row_booked_for_somebody")
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_bank_row_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["file_id"], ["bank_file.id"], name=op.f("fk_bank_row_file_id_bank_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_row")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_bank_row_fingerprint")),
    )
    op.create_index("ix_bank_row_file_id", "bank_row", ["file_id"])
    op.create_index("ix_bank_row_enrolment_id", "bank_row", ["enrolment_id"])
    op.create_index("ix_bank_row_state", "bank_row", ["state", "day", "id"])


def create_documents():
    op.create_table(
        "numbering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", one_of("receipt", "invoice", name="register"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_numbering_counts_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_numbering")),
        sa.UniqueConstraint("register", "fiscal_year", name=op.f("uq_numbering_register_fiscal_year")),
    )
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", one_of("receipt", "invoice", name="register"), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("forgotten_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_issued_document_by_id_account")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_issued_document_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["issued_document.id"], name=op.f("fk_issued_document_replaces_id_issued_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint("key", name=op.f("uq_issued_document_key")),
        sa.UniqueConstraint(
            "register", "fiscal_year", "number", name=op.f("uq_issued_document_register_fiscal_year_number")
        ),
    )
    op.create_index("ix_issued_document_enrolment_id", "issued_document", ["enrolment_id"])
    op.create_index("ix_issued_document_replaces_id", "issued_document", ["replaces_id"])
    op.create_table(
        "issued_document_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_issued_document_line_document_id_issued_document")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["ledger_line.id"], name=op.f("fk_issued_document_line_line_id_ledger_line")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document_line")),
        sa.UniqueConstraint("document_id", "line_id", name=op.f("uq_issued_document_line_document_id_line_id")),
    )
    op.create_index("ix_issued_document_line_line_id", "issued_document_line", ["line_id"])
    op.create_table(
        "voided_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_voided_document_by_id_account")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_voided_document_document_id_issued_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voided_document")),
        sa.UniqueConstraint("document_id", name=op.f("uq_voided_document_document_id")),
    )


def create_reductions():
    op.create_table(
        "reduction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("ground", one_of("resident", "student", "income", name="ground"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", one_of("asked", "granted", "refused", name="asking"), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column(
            "evidence",
            one_of("residence", "student_card", "tax", "welfare", "other", name="evidence"),
            nullable=True,
        ),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("yen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_reduction_request_decided_once")
        ),
        sa.CheckConstraint(
            "state <> 'granted' OR (evidence IS NOT NULL AND seen_on IS NOT NULL)",
            name=op.f("ck_reduction_request_seen"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_reduction_request_asked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_reduction_request_decided_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_reduction_request_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reduction_request")),
    )
    op.create_index("ix_reduction_request_enrolment_id", "reduction_request", ["enrolment_id"])
    where = {"sqlite_where": ASKED, "postgresql_where": ASKED}
    op.create_index("uq_reduction_request_open", "reduction_request", ["enrolment_id"], unique=True, **where)


def create_refunds():
    op.create_table(
        "refund_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            one_of("completed", "asked", "proven", "approved", "paid", "refused", name="case"),
            nullable=False,
        ),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("employer", sa.String(), nullable=True),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("works_since", sa.Date(), nullable=True),
        sa.Column("proven_by", sa.String(), nullable=True),
        sa.Column("yen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_refund_case_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_case")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_refund_case_enrolment_id")),
    )
    op.create_index("ix_refund_case_state", "refund_case", ["state", "id"])


def downgrade():
    op.drop_table("refund_case")
    op.drop_table("reduction_request")
    op.drop_table("voided_document")
    op.drop_table("issued_document_line")
    op.drop_table("issued_document")
    op.drop_table("numbering")
    op.drop_table("bank_row")
    op.drop_table("bank_file")
    op.drop_table("ledger_line")
