"""Columns as the database hands them over, without turning them into Python values.

A list of fifty rows holds two hundred texts and two hundred instants, nearly all of them the same as a second ago:
rows of plain values can be compared and remembered, and only what is new is read (`text`, `instant`) and worded.
"""

import json
from datetime import UTC, datetime

from sqlalchemy import Text, cast, type_coerce
from sqlalchemy.types import NULLTYPE

from .database import UTCDateTime


def stored(column):
    """JSON becomes text on both databases; instants stay text on SQLite and aware datetimes on PostgreSQL."""
    if isinstance(column.type, UTCDateTime):
        return type_coerce(column, NULLTYPE).label(column.key)
    return cast(column, Text).label(column.key)


def execute(session, statement, **values):
    """Run `statement` on the session's connection: plain rows need nothing of what the ORM does, which costs as much
    again as the database."""
    return session.connection().execute(statement, values)


def text(kept):
    """The value of a stored JSON column, or None."""
    return json.loads(kept) if kept is not None else None


def instant(kept):
    """The aware instant of a stored UTCDateTime, or None. SQLite keeps UTC and drops the zone."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC) if isinstance(kept, str) else kept
