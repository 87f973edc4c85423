"""OPS-5: a backup of one kind of database restores into the other and back, and every number is equal."""

import json
import tarfile
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.catalogue.brought import make_material, make_version
from tests.databases import migrated_url
from tests.enrolment.enrolled import enrolled, young
from tests.make import MONDAY, make_account, make_cohort, make_course, make_person, saved
from workforce import create_app, history
from workforce.access import Role
from workforce.audit import running
from workforce.catalogue.models import SubjectItem
from workforce.database import db
from workforce.enrolment.models import MaterialFetch
from workforce.operations import archive
from workforce.operations.archive import CannotArchive
from workforce.people.models import Merge, Person
from workforce.settings import Settings


@contextmanager
def centre(folder, kind):
    """The context of an application on an empty, migrated database of this kind."""
    folder.mkdir()
    url = migrated_url(folder, name=f"archive_{folder.name}_{id(folder)}", kind=kind)
    app = create_app(Settings(database_url=url, secret_key="for tests only", instance_path=folder), TESTING=True)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def live_in(session):
    """A little of everything: seats, a waiting list, a minor, roles, names beyond the basic plane, a merge, files,
    history.
    """
    course = make_course(session)
    item = session.scalars(sa.select(SubjectItem)).one()
    cohort = make_cohort(session, course=course, taught=[(item, 60)], capacity=2)
    cohort.ends_at = cohort.starts_at + timedelta(hours=1)
    for given in ({}, {"birth_date": young(MONDAY)}, {"needs": {"interpreter": {"value": "vi", "asked": "通訳"}}}):
        somebody = enrolled(session, cohort, at=MONDAY, **given)
    make_account(session, Role.ADMIN)
    kept = make_person(session, "髙﨑 𠮷", birth_date=date(1980, 2, 29))
    absorbed = make_person(session, "高崎 吉", merged_into_id=kept.id)
    saved(session, Merge(kept_id=kept.id, absorbed_id=absorbed.id, moved_ids=[], reason="同じ人", at=MONDAY))
    version = make_version(session, make_material(session, course), bytes(range(256)) * 300)
    saved(session, MaterialFetch(version_id=version.id, person_id=somebody.person_id, first_at=MONDAY, times=2))
    history.record(session, kept, "named", by=None, at=MONDAY, changes=[history.Change("family_name", "高崎", "髙﨑")])
    session.commit()


def everything():
    """{table: its rows, as text}."""
    with Session(db.engine) as session:
        return {
            table.name: [
                archive.portable(row) for row in session.execute(sa.select(table).order_by(table.c.id)).mappings()
            ]
            for table in archive.tables()
        }


@pytest.fixture
def backup(tmp_path):
    """A function that fills a centre of some kind, backs it up, and gives the file and what was in the centre."""

    def make(kind="sqlite"):
        with centre(tmp_path / f"original_{kind}", kind):
            with Session(db.engine) as session:
                live_in(session)
            archive.write(tmp_path / "backup.tar.gz", at=datetime.now(UTC))
            return tmp_path / "backup.tar.gz", everything()

    return make


@pytest.mark.parametrize(("first", "second"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_archive_goes_through_both_kinds_and_comes_back_equal(tmp_path, backup, first, second):
    file, before = backup(first)

    with centre(tmp_path / "there", second):
        archive.read(file)
        assert everything() == before
        with Session(db.engine) as session:
            assert running.found(session, at=MONDAY) == {}
        archive.write(tmp_path / "again.tar.gz", at=MONDAY)
    with centre(tmp_path / "back", first):
        archive.read(tmp_path / "again.tar.gz")
        assert everything() == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_life_goes_on_after_a_restore(tmp_path, backup, kind):
    file, before = backup()

    with centre(tmp_path / "there", kind):
        archive.read(file)
        with Session(db.engine) as session:
            newcomer = make_person(session)
            entry = history.record(session, newcomer, "created", by=None, at=MONDAY)
            session.commit()
            assert newcomer.id == max(row["id"] for row in before["person"]) + 1
            with pytest.raises(sa.exc.DatabaseError, match="append-only"):
                session.execute(sa.delete(history.Entry).where(history.Entry.id == entry.id))


def test_restore_refuses_a_database_that_holds_anything(tmp_path, backup):
    file, _before = backup()

    with centre(tmp_path / "there", "sqlite"):
        with Session(db.engine) as session:
            make_person(session)
            session.commit()
        with pytest.raises(CannotArchive, match=r"not empty \(person\)"):
            archive.read(file)


def test_restore_refuses_another_schema_and_says_which(tmp_path, backup):
    file, _before = backup()

    with centre(tmp_path / "there", "sqlite"):
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
        with pytest.raises(CannotArchive, match="this database has 0000"):
            archive.read(file)


def test_restore_needs_tables(tmp_path, backup):
    file, _before = backup()
    (tmp_path / "bare").mkdir()
    app = create_app(
        Settings(database_url=f"sqlite:///{tmp_path / 'bare' / 'x'}", secret_key="x", instance_path=tmp_path / "bare")
    )

    with app.app_context(), pytest.raises(CannotArchive, match="workforce upgrade"):
        archive.read(file)
    with app.app_context():
        db.engine.dispose()


def test_half_an_archive_restores_nothing(tmp_path, backup):
    file, _before = backup()
    half = tmp_path / "half.tar.gz"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    with centre(tmp_path / "there", "sqlite"):
        with pytest.raises(CannotArchive, match="not an archive"):
            archive.read(half)
        with Session(db.engine) as session:
            assert session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_archive_is_one_snapshot_that_only_its_owner_reads(tmp_path, backup):
    file, before = backup()

    with tarfile.open(file) as opened:
        about = json.load(opened.extractfile("about.json"))
    assert about["rows"] == {name: len(rows) for name, rows in before.items()}
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.tar.gz"]


def test_backup_says_where_it_cannot_write(tmp_path):
    with centre(tmp_path / "there", "sqlite"), pytest.raises(CannotArchive, match="No such file"):
        archive.write(tmp_path / "nowhere" / "backup.tar.gz", at=MONDAY)
