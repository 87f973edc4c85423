"""instructors have licences and years of practice, and nobody teaches in two places at once

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

from workforce import no_overlap

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
LICENCES = (
    *("care_worker", "practitioner", "social_worker", "psychiatric_social_worker", "care_manager", "nurse"),
    *("assistant_nurse", "public_health_nurse", "doctor", "dentist", "dental_hygienist", "pharmacist"),
    *("physiotherapist", "occupational_therapist", "speech_therapist", "psychologist", "dietitian"),
    *("registered_dietitian", "facility_head", "public_official", "care_teacher"),
)
FIELDS = (
    *("care", "nursing", "medicine", "rehabilitation", "counselling", "management", "teaching"),
    *("administration", "other"),
)
ASSIGNED = """
SELECT DISTINCT coalesce(person.merged_into_id, person.id), session.id, session.starts_at, session.ends_at
FROM (
    SELECT assignment.person_id, session_part.session_id
    FROM assignment JOIN session_part ON session_part.id = assignment.part_id
    UNION SELECT person_id, session_id FROM session_charge
) AS named
JOIN person ON person.id = named.person_id
JOIN session ON session.id = named.session_id
JOIN cohort ON cohort.id = session.cohort_id
WHERE cohort.state <> 'cancelled'
ORDER BY 1, 3, 2
"""
INSERT = "INSERT INTO engagement (person_id, session_id, begins_at, ends_at) VALUES (:person, :session, :begins, :ends)"


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def upgrade():
    create_of_person("licence", *licence(), forward="ended_on IS NULL OR ended_on >= since")
    create_of_person("practice", *practice(), forward="until_on IS NULL OR until_on >= from_on")
    create_instructor()
    create_engagement()
    engage()


def licence():
    yield sa.Column("kind", one_of("licencekind", *LICENCES), nullable=False)
    yield sa.Column("since", sa.Date(), nullable=False)
    yield sa.Column("ended_on", sa.Date(), nullable=True)


def practice():
    yield sa.Column("field", one_of("field", *FIELDS), nullable=False)
    yield sa.Column("from_on", sa.Date(), nullable=False)
    yield sa.Column("until_on", sa.Date(), nullable=True)
    yield sa.Column("place", sa.String(), nullable=False)


def create_of_person(table, *columns, forward):
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(forward, name=op.f(f"ck_{table}_forward")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["account.id"], name=op.f(f"fk_{table}_seen_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def create_instructor():
    op.create_table(
        "instructor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("history_on", sa.Date(), nullable=True),
        sa.Column("day_minutes", sa.Integer(), nullable=True),
        sa.Column("week_minutes", sa.Integer(), nullable=True),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("day_minutes > 0", name=op.f("ck_instructor_some_a_day")),
        sa.CheckConstraint("week_minutes > 0", name=op.f("ck_instructor_some_a_week")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_instructor_person_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_instructor_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructor")),
        sa.UniqueConstraint("person_id", name=op.f("uq_instructor_person_id")),
    )
    op.create_index(op.f("ix_instructor_operator_id"), "instructor", ["operator_id"])


def create_engagement():
    of_session = op.f("fk_engagement_session_id_session")
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_engagement_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_engagement_person_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=of_session, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_engagement_session_id_person_id")),
    )
    op.create_index(op.f("ix_engagement_person_id"), "engagement", ["person_id"])
    no_overlap.keep(op, "engagement", "person_id")


def engage():
    """Whoever teaches already is engaged. Of two at once only the first: the audit tells of the other."""
    connection, until = op.get_bind(), {}
    for person, session, begins, ends in connection.execute(sa.text(ASSIGNED)).all():
        if person not in until or until[person] <= begins:
            given = {"person": person, "session": session, "begins": begins, "ends": ends}
            connection.execute(sa.text(INSERT), given)
            until[person] = ends


def downgrade():
    for table in ("engagement", "instructor", "practice", "licence"):
        op.drop_table(table)
