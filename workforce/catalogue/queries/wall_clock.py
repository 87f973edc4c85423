"""Weekday and time of day of an instant, by the clock on the centre's wall, on both databases."""

from datetime import UTC, datetime

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from ...clock import ZONE

# SQLite knows no zones: this is right as long as the centre's zone keeps no summer time.
OFFSET = (
    f"{int((datetime(2026, 1, 1, tzinfo=UTC) - datetime(2026, 1, 1, tzinfo=ZONE)).total_seconds()) // 60:+d} minutes"
)


class weekday_of(GenericFunction):
    """Monday is 0."""

    type = Integer()
    inherit_cache = True


class minute_of(GenericFunction):
    """Minutes since midnight."""

    type = Integer()
    inherit_cache = True


@compiles(weekday_of, "sqlite")
def weekday_on_sqlite(element, compiler, **kw):
    instant = compiler.process(element.clauses, **kw)
    return f"((CAST(strftime('%w', {instant}, '{OFFSET}') AS INTEGER) + 6) % 7)"


@compiles(weekday_of, "postgresql")
def weekday_on_postgresql(element, compiler, **kw):
    instant = compiler.process(element.clauses, **kw)
    return f"(CAST(extract(isodow FROM {instant} AT TIME ZONE '{ZONE.key}') AS INTEGER) - 1)"


@compiles(minute_of, "sqlite")
def minute_on_sqlite(element, compiler, **kw):
    instant = compiler.process(element.clauses, **kw)
    hour, minute = (f"CAST(strftime('{part}', {instant}, '{OFFSET}') AS INTEGER)" for part in ("%H", "%M"))
    return f"({hour} * 60 + {minute})"


@compiles(minute_of, "postgresql")
def minute_on_postgresql(element, compiler, **kw):
    instant = compiler.process(element.clauses, **kw)
    local = f"{instant} AT TIME ZONE '{ZONE.key}'"
    return f"CAST(extract(hour FROM {local}) * 60 + extract(minute FROM {local}) AS INTEGER)"
