"""The schema: one road up and down, the same tables as the models, and a history that cannot be changed."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import flask_migrate
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.bench.ours_data import Size, fill
from tests.databases import KIND, database_url
from tests.enrolment.applying import CHEN, MINOR, apply
from tests.make import MONDAY, make_cohort, make_person
from workforce import create_app, history, migrations
from workforce.database import db
from workforce.enrolment.models import Enrolment, GuardianConsent
from workforce.settings import Settings

SLOWEST_LOCK = 2.0  # seconds
TRIES = 5  # a busy machine may hold some of them up; a step that is slow by itself is slow each time
DEMO_VOLUME = Size(open_cohorts=40, past=40, people=400)


@pytest.fixture
def fresh(tmp_path):
    """An application whose database is still empty."""
    url = database_url(tmp_path, name="test_migrations" if KIND == "postgresql" else None)
    app = create_app(Settings(database_url=url, secret_key="for tests only", instance_path=tmp_path))
    with app.app_context():
        migrations.attach(app)
        yield app
        db.session.remove()
        db.engine.dispose()


def tables():
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_models_and_migrated_tables_are_the_same(fresh):
    flask_migrate.upgrade()

    flask_migrate.check()
    assert tables() == set(db.metadata.tables)


def test_upgrade_twice_changes_nothing(fresh):
    migrations.upgrade()
    migrations.upgrade()

    assert tables() == set(db.metadata.tables)


def test_road_leads_down_and_up_again(fresh):
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    assert tables() == set()

    flask_migrate.upgrade()
    assert tables() == set(db.metadata.tables)


def test_no_step_holds_a_full_database_for_long(fresh):
    """Down and up again, one step at a time, with as much as the demo year holds. The first step meets no data."""
    flask_migrate.upgrade()
    fill(fresh.config["SQLALCHEMY_DATABASE_URI"], DEMO_VOLUME, datetime.now(UTC))
    while revision() != "0001":
        tries = [down_and_up()]
        while tries[-1] >= SLOWEST_LOCK and len(tries) < TRIES:
            tries.append(down_and_up())
        assert min(tries) < SLOWEST_LOCK, (revision(), tries)
        flask_migrate.downgrade(revision="-1")


def down_and_up():
    """The seconds of the slower of the two."""
    return max(seconds(flask_migrate.downgrade, revision="-1"), seconds(flask_migrate.upgrade, revision="+1"))


def seconds(step, **how):
    began = time.perf_counter()
    step(**how)
    return time.perf_counter() - began


def revision():
    with db.engine.connect() as connection:
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


@pytest.fixture
def entry(session):
    entry = history.record(
        session,
        make_person(session),
        "changed",
        by=None,
        at=MONDAY,
        changes=[history.Change("family_name", "山田", "佐藤")],
    )
    session.commit()
    return entry


@pytest.mark.parametrize("table", ["history", "history_value"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = id + 1000"])
def test_history_can_be_neither_changed_nor_deleted(session, entry, table, change):
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(sa.text(change.format(table)))


def test_retention_may_delete_history_and_leaves_no_permit(session, entry):
    with history.retention(session):
        session.execute(sa.delete(history.Value))
    session.commit()

    assert session.scalar(sa.select(sa.func.count(history.Value.id))) == 0
    assert session.scalar(sa.select(sa.func.count(history.RetentionPermit.id))) == 0


def test_table_that_others_refer_to_can_be_changed(fresh):
    flask_migrate.upgrade()
    with db.session.begin():
        consent = make_consent(db.session)

    flask_migrate.downgrade(revision="-1")
    flask_migrate.upgrade()

    assert db.session.scalar(sa.text("SELECT enrolment_id FROM guardian_consent")) == consent


def make_consent(session):
    """The id of an enrolment whose guardian has signed."""
    apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))
    [enrolment] = session.scalars(sa.select(Enrolment)).all()
    signed = {"guardian_name": "山田 父", "relation": "父", "signed_on": MONDAY.date(), "recorded_at": MONDAY}
    session.add(GuardianConsent(enrolment_id=enrolment.id, **signed))
    return enrolment.id
