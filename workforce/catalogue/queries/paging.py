"""Lists paged by key: a page begins after the last row of the one before, and costs the same however far one reads."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_

PAGE = 50


@dataclass(frozen=True)
class Order:
    """The keys that order a list; the last one is unique. All rise, or all fall when `falling`. No key is ever null."""

    keys: tuple[Any, ...]
    falling: bool = False

    def beyond(self, values, *, backwards):
        """Rows past `values` in reading direction: (a > x) or (a = x and b > y) or …"""
        down = self.falling != backwards
        choices = []
        for index, key in enumerate(self.keys):
            same = [before == value for before, value in zip(self.keys[:index], values, strict=False)]
            choices.append(and_(*same, key < values[index] if down else key > values[index]))
        return or_(*choices)

    def clauses(self, *, backwards):
        down = self.falling != backwards
        return [key.desc() if down else key.asc() for key in self.keys]


@dataclass(frozen=True)
class Page:
    """`rows`, and the tokens of the pages before and after (None where there is none)."""

    rows: Sequence[Any]
    before: str | None
    after: str | None


def read_page(session, statement: Select, order: Order, *, after=None, before=None, size=PAGE, made=None) -> Page:
    """One page of `statement`, in one statement. `after` or `before`: a token from another page; nonsense starts anew.

    `made` turns a database row into what the page shows.
    """
    backwards = bool(before) and not after
    values = read_token(after or before, order)
    keyed = statement.add_columns(*(key.label(f"key_{n}") for n, key in enumerate(order.keys)))
    if values is not None:
        keyed = keyed.where(order.beyond(values, backwards=backwards))
    else:
        backwards = False
    keyed = keyed.order_by(None).order_by(*order.clauses(backwards=backwards)).limit(size + 1)
    found = session.execute(keyed).all()
    more, found = len(found) > size, found[:size]
    if backwards:
        found = found[::-1]
    width = len(order.keys)
    has_before, has_after = (more, True) if backwards else (values is not None, more)
    return Page(
        [made(*row[:-width]) if made else row[0] for row in found],
        token(found[0][-width:]) if found and has_before else None,
        token(found[-1][-width:]) if found and has_after else None,
    )


def token(values) -> str:
    text = json.dumps([value.isoformat() if isinstance(value, date) else value for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_token(text, order):
    """The key values in `text`, or None."""
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return [read_value(key, value) for key, value in zip(order.keys, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def read_value(key, value):
    expected = key.type.python_type
    if expected is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(value)
        return instant.astimezone(UTC)  # as it will be bound: near the ends of the calendar that overflows
    if expected is str and b"\x00" in value.encode():  # half a character (a surrogate) raises there
        raise ValueError(value)
    if expected is int and (type(value) is not int or abs(value) >= 2**63):
        raise ValueError(value)
    return expected(value)
