"""rooms of places, when they are open and what has them; equipment, and who has how much of it

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from workforce import no_overlap

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql")
LAYOUTS = ("seminar", "groups", "practice", "chairs")
KINDS = ("bed", "wheelchair", "bath_set", "portable_toilet", "lift", "manikin", "tablet")


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def refers(table, column, to, **how):
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **how)


def whole(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def upgrade():
    op.add_column("place", sa.Column("map_url", sa.String(), nullable=False, server_default=""))
    create_rooms()
    create_room_facts()
    create_photos()
    create_bookings()
    create_equipment()


def create_rooms():
    op.create_table(
        "room",
        whole("id"),
        whole("place_id"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("way", JSON, nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("access", JSON, nullable=False),
        sa.Column("fixtures", JSON, nullable=False),
        whole("setup_minutes", nullable=True),
        whole("clearing_minutes", nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("setup_minutes BETWEEN 0 AND 240", name=op.f("ck_room_setup_within")),
        sa.CheckConstraint("clearing_minutes BETWEEN 0 AND 240", name=op.f("ck_room_clearing_within")),
        refers("room", "place_id", "place"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("place_id", "name", name=op.f("uq_room_place_id_name")),
    )


def create_room_facts():
    op.create_table(
        "room_layout",
        whole("id"),
        whole("room_id"),
        sa.Column("layout", one_of("layout", *LAYOUTS), nullable=False),
        whole("seats"),
        sa.CheckConstraint("seats > 0", name=op.f("ck_room_layout_positive")),
        refers("room_layout", "room_id", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_layout")),
        sa.UniqueConstraint("room_id", "layout", name=op.f("uq_room_layout_room_id_layout")),
    )
    op.create_table(
        "room_hours",
        whole("id"),
        whole("room_id"),
        whole("weekday"),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_room_hours_weekday")),
        sa.CheckConstraint("opens < closes", name=op.f("ck_room_hours_in_order")),
        refers("room_hours", "room_id", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_hours")),
        sa.UniqueConstraint("room_id", "weekday", name=op.f("uq_room_hours_room_id_weekday")),
    )
    op.create_table(
        "closure",
        whole("id"),
        whole("place_id"),
        whole("room_id", nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_in_order")),
        refers("closure", "place_id", "place"),
        refers("closure", "room_id", "room"),
        refers("closure", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    for column in ("place_id", "room_id"):
        op.create_index(op.f(f"ix_closure_{column}"), "closure", [column])


def create_photos():
    op.create_table(
        "room_photo",
        whole("id"),
        whole("room_id"),
        sa.Column("file_kind", one_of("filekind", "pdf", "docx", "xlsx", "png", "jpeg"), nullable=False),
        whole("width"),
        whole("height"),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_room_photo_has_size")),
        refers("room_photo", "room_id", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_photo")),
        sa.UniqueConstraint("room_id", name=op.f("uq_room_photo_room_id")),
    )


def create_bookings():
    op.create_table(
        "room_booking",
        whole("id"),
        whole("room_id"),
        whole("session_id", nullable=True),
        sa.Column("layout", one_of("layout", *LAYOUTS), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        whole("setup_minutes"),
        whole("clearing_minutes"),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_room_booking_in_order")),
        sa.CheckConstraint("(session_id IS NULL) = (purpose <> '')", name=op.f("ck_room_booking_for_something")),
        sa.CheckConstraint("setup_minutes >= 0 AND clearing_minutes >= 0", name=op.f("ck_room_booking_minutes")),
        refers("room_booking", "room_id", "room"),
        refers("room_booking", "session_id", "session", ondelete="CASCADE"),
        refers("room_booking", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_booking")),
        sa.UniqueConstraint("session_id", name=op.f("uq_room_booking_session_id")),
    )
    op.create_index("ix_room_booking_room_id_begins_at", "room_booking", ["room_id", "begins_at"])
    no_overlap.keep(op, "room_booking", "room_id")


def create_equipment():
    op.create_table(
        "equipment",
        whole("id"),
        whole("place_id"),
        sa.Column("kind", one_of("equipmentkind", *KINDS), nullable=False),
        whole("quantity"),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_equipment_none_or_more")),
        refers("equipment", "place_id", "place"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
        sa.UniqueConstraint("place_id", "kind", name=op.f("uq_equipment_place_id_kind")),
    )
    op.create_table(
        "equipment_booking",
        whole("id"),
        whole("equipment_id"),
        whole("session_id"),
        whole("quantity"),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        whole("by_id", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_equipment_booking_positive")),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_equipment_booking_in_order")),
        refers("equipment_booking", "equipment_id", "equipment"),
        refers("equipment_booking", "session_id", "session", ondelete="CASCADE"),
        refers("equipment_booking", "by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_booking")),
        sa.UniqueConstraint("session_id", "equipment_id", name=op.f("uq_equipment_booking_session_id_equipment_id")),
    )
    op.create_index(
        "ix_equipment_booking_equipment_id_begins_at", "equipment_booking", ["equipment_id", "begins_at"]
    )


def downgrade():
    for table in ("equipment_booking", "equipment", "room_booking", "room_photo", "closure", "room_hours"):
        op.drop_table(table)
    op.drop_table("room_layout")
    op.drop_table("room")
    with op.batch_alter_table("place") as place:
        place.drop_column("map_url")
