"""How the schema moves: the same road on SQLite and PostgreSQL."""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import context

from workforce import history, outbox  # noqa: F401 - every table must be known here
from workforce.database import UTCDateTime, db


def render_item(kind, item, _autogen_context):
    """Old migrations must not import today's application."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        return 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'
    return False


def take_as_long_as_it_needs(connection):
    """A new index on a large table: pages have a limit, migrations have none. Nobody else gets this connection."""
    if connection.dialect.name == "postgresql":
        connection.detach()
        connection.execute(sa.text("SET statement_timeout = 0"))
        connection.commit()


@contextmanager
def without_looking_after_references(connection):
    """SQLite changes a table by copying it, and drops the old one: rows that refer to it must not mind meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    opened = connection.connection.driver_connection
    opened.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        opened.execute("PRAGMA foreign_keys=ON")


def refuse_broken_references(connection):
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"rows refer to rows that are not there: {broken[:5]}")


def run():
    with db.engine.connect() as connection, without_looking_after_references(connection):
        take_as_long_as_it_needs(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            refuse_broken_references(connection)
        connection.commit()


run()
