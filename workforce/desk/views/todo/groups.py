"""What a group of things to do is, and which of them an account may act on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import ngettext

from ....access import Permission, may
from ....i18n.formats import day
from ...queries.todo import SHOWN, Kind, Waiting


@dataclass(frozen=True)
class Item:
    """One thing to do. `url` is where it is done; `post`: pressing does it and comes back here."""

    what: str
    note: str
    url: str
    do: str
    post: bool = False


@dataclass(frozen=True)
class Group:
    """`count` of all, `items` the first few, `url` leads to all of them."""

    title: str
    empty: str
    count: int = 0
    items: list[Item] = field(default_factory=list)
    url: str | None = None


def group(title, empty, rows, made, *, url=None, total=None):
    """`made(row)` is the Item of a row; `url` is shown only when there is more than the page shows. `total` of
    what there is, where it is neither `rows` nor what they say themselves.
    """
    count = len(rows) if total is None else total
    if rows and isinstance(rows[0], Waiting):
        count = rows[0].total
    items = [made(row) for row in rows[:SHOWN]]
    return Group(title, empty, count, items, url if count > len(items) else None)


def of_sessions(row: Waiting, url, do) -> Item:
    """A cohort of whose sessions `row.detail` lack something, the first on `row.since`."""
    note = ngettext(
        "%(num)s session, the first on %(day)s",
        "%(num)s sessions, the first on %(day)s",
        int(row.detail),
        day=day(row.since),
    )
    return Item(f"{row.name} {row.ref}", note, url, do)


NEEDED: dict[Kind, Permission] = {}
BUILT: dict[Kind, Callable[[list[Waiting]], Group]] = {}


def shows(kind: Kind, permission: Permission):
    """The decorated function makes the group of this kind, from its first rows."""

    def register(built: Callable[[list[Waiting]], Group]):
        NEEDED[kind], BUILT[kind] = permission, built
        return built

    return register


def kinds_for(account):
    """The kinds that this account may act on."""
    return [kind for kind in Kind if kind in NEEDED and may(account, NEEDED[kind])]


def groups(waiting):
    """`waiting`: queries.todo.waiting."""
    for kind, rows in waiting.items():
        yield BUILT[kind](rows)
