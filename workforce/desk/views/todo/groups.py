"""What a group of things to do is."""

from dataclasses import dataclass, field

from ...queries.todo import SHOWN


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
    """`made(row)` is the Item of a row; `url` is shown only when there is more than the page shows."""
    count = len(rows) if total is None else total
    items = [made(row) for row in rows[:SHOWN]]
    return Group(title, empty, count, items, url if count > len(items) else None)
