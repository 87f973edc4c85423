"""the request of an audit is found by its result, through an index

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_audit_request_run_id", "audit_request", ["run_id"])


def downgrade():
    op.drop_index("ix_audit_request_run_id", table_name="audit_request")
