"""Never two at once, by the database itself: on a table made for this, and on every table of ours that promises it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Mapped, Session, declarative_base, mapped_column

from workforce import no_overlap
from workforce.database import UTCDateTime, db
from workforce.refusals import Refused

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
Base = declarative_base()


class Stay(Base):
    __tablename__ = "stay_for_a_test"
    __table_args__ = (no_overlap.in_order(), no_overlap.promise("bed_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bed_id: Mapped[int]
    begins_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Taken(Refused):
    pass


@pytest.fixture
def stays(engine):
    """A session over a table that is gone afterwards."""
    with engine.connect() as connection:
        transaction = connection.begin()
        Stay.__table__.create(connection)
        op = SimpleNamespace(get_bind=lambda: connection, execute=connection.exec_driver_sql)
        no_overlap.keep(op, "stay_for_a_test", "bed_id")
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


def stay(session, begins, hours, bed=1):
    row = Stay(bed_id=bed, begins_at=NOON + timedelta(hours=begins), ends_at=NOON + timedelta(hours=begins + hours))
    with no_overlap.refusing(session, Stay, Taken):
        session.add(row)
    return row


@pytest.mark.parametrize(("begins", "hours"), [(0, 2), (1, 2), (-1, 2), (0.5, 1), (-1, 4)])
def test_two_at_once_are_refused(stays, begins, hours):
    stay(stays, 0, 2)

    with pytest.raises(Taken):
        stay(stays, begins, hours)

    assert len(stays.scalars(sa.select(Stay)).all()) == 1


@pytest.mark.parametrize(("begins", "hours", "bed"), [(2, 1, 1), (-1, 1, 1), (0, 2, 2)])
def test_one_after_the_other_and_another_key_are_not(stays, begins, hours, bed):
    stay(stays, 0, 2)

    assert stay(stays, begins, hours, bed).id


def test_moving_onto_another_is_refused_and_within_its_own_time_is_not(stays):
    stay(stays, 0, 2)
    later = stay(stays, 3, 2)

    with pytest.raises(Taken), no_overlap.refusing(stays, Stay, Taken):
        later.begins_at = NOON + timedelta(hours=1)

    with no_overlap.refusing(stays, Stay, Taken):
        later.begins_at = NOON + timedelta(hours=2)


def test_what_has_no_length_is_an_error(stays):
    with pytest.raises(DBAPIError):
        stay(stays, 0, 0)


def test_another_error_stays_what_it_is(stays):
    with pytest.raises(IntegrityError), no_overlap.refusing(stays, Stay, Taken):
        stays.add(Stay(bed_id=None, begins_at=NOON, ends_at=NOON + timedelta(hours=1)))


def test_every_table_that_promises_it_has_it(session):
    promised = {
        table.name: table.info["no_overlap"] for table in db.metadata.sorted_tables if "no_overlap" in table.info
    }

    assert {name: key for name, key in promised.items() if key not in kept(session, name)} == {}


def kept(session, table):
    """What the database itself says about it."""
    if session.get_bind().dialect.name == "postgresql":
        asked = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name || '_no_overlap'"
    else:
        asked = (
            "SELECT group_concat(sql) FROM sqlite_master WHERE type = 'trigger' AND name LIKE :name || '_no_overlap%'"
        )
    return session.scalar(sa.text(asked), {"name": table}) or ""
