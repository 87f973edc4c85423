"""The application, a database built by migrations, and the checking browser."""

import gc
from contextlib import contextmanager
from functools import cache

import hypothesis
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.checking_browser import Browser
from tests.databases import KIND, migrated_url
from tests.make import make_account
from workforce import create_app, i18n
from workforce.database import db, writing
from workforce.settings import Settings

# A machine that is busy with something else finds no fault in what it is slow at.
TOO_SLOW = hypothesis.HealthCheck.too_slow
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[TOO_SLOW])
hypothesis.settings.load_profile("patient")


GARBAGE = 20_000  # objects, until it is looked for
ONLY_OTHER_WORDS = {"easy", "en"}


def pytest_collection_modifyitems(config, items):
    if KIND == "postgresql":
        left = [item for item in items if not is_for_postgresql(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def pytest_collection_finish():
    """What is loaded now stays: looking through it for garbage, again and again, took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


def is_for_postgresql(item):
    """The rule by which a test runs on PostgreSQL as well: whatever asks a database does.

    So what holds for values alone was shown on the SQLite run. And a page asks for the same rows in every language: in
    a matrix of all four, Japanese and Vietnamese run on both. (A matrix of roles says so itself, see test_access.)
    Locks, order, collation, JSON, instants, constraints and migrations have no exception.
    """
    words = item.callspec.params.get("language") if hasattr(item, "callspec") else None
    asks = "app" in item.fixturenames or item.get_closest_marker("storm")
    return bool(asks) and words not in ONLY_OTHER_WORDS


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instance")
    return Settings(database_url=migrated_url(folder), secret_key="for tests only", instance_path=folder)


@pytest.fixture(scope="session")
def app(settings):
    app = create_app(settings, TESTING=True)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def engine(app):
    with app.app_context():
        return db.engine


@pytest.fixture
def session(engine):
    """A plain session with real commits; the tables are emptied after each test."""
    with Session(engine) as session:
        yield session
        session.rollback()
    empty(engine)


def empty(engine):
    """Empty every table. The triggers that keep history are told by the permit, as the retention job tells them."""
    with engine.begin() as connection:
        for statement in emptying(connection):
            connection.exec_driver_sql(statement)


def emptying(connection):
    if connection.dialect.name != "sqlite":
        return [f"SELECT {empty_function(connection.engine)}()"]
    filled = connection.exec_driver_sql(WHICH_ARE_FILLED).scalars()
    return [*PERMIT, *(f'DELETE FROM "{name}"' for name in filled), NO_PERMIT]


TABLES = [table.name for table in reversed(db.metadata.sorted_tables) if table.name != "retention_permit"]
PERMIT = [
    "INSERT INTO retention_permit DEFAULT VALUES",
    "UPDATE person SET merged_into_id = NULL WHERE merged_into_id IS NOT NULL",
]
NO_PERMIT = "DELETE FROM retention_permit"
WHICH_ARE_FILLED = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in TABLES)
"""Most are empty already, and one question is quicker than to empty them all."""


@cache
def empty_function(engine):
    """PostgreSQL plans a function once, and looks into a table faster than it empties it: most are empty already."""
    tables = [f'IF EXISTS (SELECT FROM "{name}") THEN DELETE FROM "{name}"; END IF' for name in TABLES]
    body = "; ".join([*PERMIT, *tables, NO_PERMIT])
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE FUNCTION empty_all() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"
        )
    return "empty_all"


@pytest.fixture
def browser(app, session):
    """`browser()` is a visitor; `browser(Role.CLERK)` is signed in as somebody with that role."""

    def open_browser(role=None, language="ja"):
        return Browser(app, session, make_account(session, role) if role else None, language)

    return open_browser


@pytest.fixture
def count_statements(engine):
    """`with count_statements() as seen:` collects the SQL statements of the block."""

    @contextmanager
    def counting():
        seen = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture(autouse=True)
def as_a_writer():
    """Requests set whether they write; each test starts as a writer."""
    writing.set(True)


@pytest.fixture
def speaking(app):
    """`speaking("vi")`: an application context in which texts are in that language."""

    @contextmanager
    def speak(code="en"):
        with app.app_context(), i18n.speaking(code):
            yield

    return speak
