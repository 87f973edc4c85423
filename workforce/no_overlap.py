"""Never two at once: rows of one table that share a key (a room, a person) and whose times run into each other.

The table has a key column (an integer, never NULL), `begins_at` and `ends_at`; the end itself is free again, so one
may follow upon the other at the same instant. PostgreSQL keeps this by an exclusion constraint, SQLite by triggers.

- The model says `__table_args__ = (in_order(), …, promise("room_id"))`; a test looks whether the database keeps it.
- The migration that creates the table calls `keep(op, table, key)`; one that copies a table in SQLite
  (`batch_alter_table`) calls it again, because the copy has lost its triggers. Dropping the table drops all of it.
- The action holds the row of the key first (`database.hold`: two who insert at the same instant would wait for each
  other in PostgreSQL), looks for a clash to speak of it, and writes inside `refusing(…)`.
- It is looked at after every single row. Who exchanges two, or moves one to where another just was, removes and flushes
  before writing anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.exc import IntegrityError

from .refusals import Refused

POSTGRESQL = """
ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap
EXCLUDE USING gist (int4range({key}, {key}, '[]') WITH &&, tstzrange(begins_at, ends_at) WITH &&)
"""
"""A range of one number instead of the number: so it needs no extension."""

SQLITE = """
CREATE TRIGGER {table}_no_overlap_{verb} BEFORE {verb} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} WHERE {key} = NEW.{key} AND begins_at < NEW.ends_at AND ends_at > NEW.begins_at{others}
)
BEGIN SELECT RAISE(ABORT, '{table}_no_overlap'); END
"""
OTHERS = {"insert": "", "update": " AND id <> OLD.id"}
"""Instants are text of one length there, always UTC: their order is the order of time."""


def promise(key: str) -> dict[str, Any]:
    """The last of a model's `__table_args__`."""
    return {"info": {"no_overlap": key}}


def in_order() -> CheckConstraint:
    """An empty time overlaps with nothing, and one that ends before it begins is none."""
    return CheckConstraint("begins_at < ends_at", name="in_order")


def keep(op: Any, table: str, key: str) -> None:
    """For a migration: `op` of alembic. Migrations that have landed rely on it: what it makes does not change."""
    for statement in statements(op.get_bind().dialect.name, table, key):
        op.execute(statement)


def statements(dialect: str, table: str, key: str) -> list[str]:
    if dialect == "postgresql":
        return [POSTGRESQL.format(table=table, key=key)]
    return [SQLITE.format(table=table, key=key, verb=verb, others=others) for verb, others in OTHERS.items()]


@contextmanager
def refusing(session, model: Any, refusal: Callable[[], Refused]) -> Iterator[None]:
    """What is written to `model` inside and would be there twice at once is taken back, and refused by what `refusal`
    says: it is asked afterwards, so it can look who was there.
    """
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if is_overlap(error, model):
            raise refusal() from None
        raise


def is_overlap(error: IntegrityError, model: Any) -> bool:
    return f"{model.__tablename__}_no_overlap" in str(error.orig)
