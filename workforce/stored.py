"""Columns as the database hands them over, without turning them into Python values.

A list of fifty rows holds two hundred texts and two hundred instants, nearly all of them the same as a second ago:
rows of plain values can be compared and remembered, and only what is new is read (`text`, `instant`) and worded.
"""

import json
from datetime import UTC, datetime

from sqlalchemy import Connection, Text, cast, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NULLTYPE

from .database import UTCDateTime


def stored(column):
    """JSON becomes text on both databases; instants stay text on SQLite and aware datetimes on PostgreSQL."""
    if isinstance(column.type, UTCDateTime):
        return type_coerce(column, NULLTYPE).label(column.key)
    return cast(column, Text).label(column.key)


class rows_as_json(FunctionElement):
    """Every row of a subquery as a JSON array, all in one text: a list comes with the row that it belongs to."""

    type = Text()
    inherit_cache = True


@compiles(rows_as_json, "sqlite")
def on_sqlite(element, compiler, **how):
    return f"json_group_array(json_array({compiler.process(element.clauses, **how)}))"


@compiles(rows_as_json, "postgresql")
def on_postgresql(element, compiler, **how):
    row = f"json_build_array({compiler.process(element.clauses, **how)})"
    return f"coalesce(json_agg({row}), '[]'::json)::text"


def as_json(statement):
    """`statement` (ordered, of plain columns) as one value: a text to compare, and to read with `text`."""
    return select(rows_as_json(*statement.subquery().c)).scalar_subquery()


def execute(database: Session | Connection, statement, **values):
    """Run `statement` on the connection, or on that of the session: plain rows need nothing of what the ORM does, which
    costs as much again as the database."""
    connection = database if isinstance(database, Connection) else database.connection()
    return connection.execute(statement, values)


def text(kept):
    """The value of a stored JSON column, or None."""
    return json.loads(kept) if kept is not None else None


def instant(kept):
    """The aware instant of a stored UTCDateTime, or None. SQLite keeps UTC and drops the zone."""
    if not isinstance(kept, str):
        return kept
    read = datetime.fromisoformat(kept)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
