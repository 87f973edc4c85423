"""operators with their offices and contacts, the people whom they enrol together, and the seats they reserve

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ORIGINS = ("web", "phone", "counter", "post")
ENDED = sa.text("ended_at IS NULL")
UNTIL = sa.text("until_at IS NULL")
UNNAMED = sa.text("enrolment_id IS NULL AND returned_at IS NULL")
DONE = sa.text("done_at IS NULL")
SERVICES = (
    *("home_visit", "home_bathing", "home_nursing", "home_rehab", "home_guidance", "day_service", "day_rehab"),
    *("short_stay", "short_stay_medical", "specified_facility", "equipment", "care_management", "round_the_clock"),
    *("night_visit", "small_day_service", "dementia_day", "multifunctional", "nursing_multifunctional", "group_home"),
    *("small_nursing_home", "nursing_home", "health_facility", "medical_facility", "prevention"),
    *("community_support", "disability"),
)


def upgrade():
    set_origins((*ORIGINS, "operator"))
    create_operators()
    create_groups()
    create_reservations()


def create_operators():
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_operator_lead_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
    )
    op.create_index(op.f("ix_operator_name"), "operator", ["name"])
    op.create_index(op.f("ix_operator_lead_id"), "operator", ["lead_id"])
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("service", one_of("service", SERVICES), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_office_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_index(op.f("ix_office_operator_id"), "office", ["operator_id"])
    op.create_index("uq_office_open", "office", ["number", "service"], unique=True, **where(ENDED))
    op.create_table(
        "operator_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", one_of("contactrole", ("manager", "member")), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("from_at", INSTANT, nullable=True),
        sa.Column("until_at", INSTANT, nullable=True),
        sa.CheckConstraint("(from_at IS NULL) = (person_id IS NULL)", name=op.f("ck_operator_contact_known_from")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_operator_contact_operator_id_operator")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_operator_contact_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_operator_contact_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_contact")),
    )
    for column in ("operator_id", "invitation_id", "person_id"):
        op.create_index(op.f(f"ix_operator_contact_{column}"), "operator_contact", [column])
    op.create_index(
        "uq_operator_contact_open", "operator_contact", ["operator_id", "email"], unique=True, **where(UNTIL)
    )


def create_groups():
    op.create_table(
        "enrolment_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_enrolment_group_operator_id_operator")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrolment_group_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_enrolment_group_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_group")),
        sa.UniqueConstraint("key", name=op.f("uq_enrolment_group_key")),
    )
    for column in ("operator_id", "cohort_id"):
        op.create_index(op.f(f"ix_enrolment_group_{column}"), "enrolment_group", [column])
    op.create_table(
        "own_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("typed_name", sa.String(), nullable=False),
        sa.Column("told_seat", sa.Boolean(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("shares", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["enrolment_group.id"], name=op.f("fk_own_part_group_id_enrolment_group")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_own_part_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_part")),
        sa.UniqueConstraint("group_id", "enrolment_id", name=op.f("uq_own_part_group_id_enrolment_id")),
    )
    op.create_index(op.f("ix_own_part_enrolment_id"), "own_part", ["enrolment_id"])
    op.create_index("ix_own_part_missing", "own_part", ["until"], **where(DONE))


def create_reservations():
    op.create_table(
        "reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("noticed_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("made_at < until", name=op.f("ck_reservation_lasts")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_reservation_operator_id_operator")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_reservation_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_reservation_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
        sa.UniqueConstraint("key", name=op.f("uq_reservation_key")),
    )
    op.create_index(op.f("ix_reservation_operator_id"), "reservation", ["operator_id"])
    op.create_index("ix_reservation_open", "reservation", ["cohort_id", "until"], **where(ENDED))
    op.create_table(
        "reserved_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reservation_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("named_at", INSTANT, nullable=True),
        sa.Column("returned_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "enrolment_id IS NULL OR returned_at IS NULL", name=op.f("ck_reserved_seat_named_or_returned")
        ),
        sa.CheckConstraint("(enrolment_id IS NULL) = (named_at IS NULL)", name=op.f("ck_reserved_seat_named_when")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.id"], name=op.f("fk_reserved_seat_reservation_id_reservation")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_reserved_seat_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserved_seat")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_reserved_seat_enrolment_id")),
    )
    op.create_index(op.f("ix_reserved_seat_reservation_id"), "reserved_seat", ["reservation_id"])
    op.create_index("ix_reserved_seat_unnamed", "reserved_seat", ["reservation_id"], **where(UNNAMED))


def one_of(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def where(condition):
    return {"sqlite_where": condition, "postgresql_where": condition}


def downgrade():
    for table in ("reserved_seat", "reservation", "own_part", "enrolment_group", "operator_contact", "office", "operator"):
        op.drop_table(table)
    op.execute("UPDATE enrolment SET origin = 'counter' WHERE origin = 'operator'")
    set_origins(ORIGINS)


def set_origins(origins):
    named = ", ".join(f"'{origin}'" for origin in origins)
    with op.batch_alter_table("enrolment") as table:
        table.drop_constraint(op.f("ck_enrolment_origin"), type_="check")
        table.create_check_constraint(op.f("ck_enrolment_origin"), f"origin IN ({named})")
