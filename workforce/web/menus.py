"""What a menu is made of: entries that lead to pages, in groups of which one holds the page where somebody is."""

from dataclasses import dataclass
from typing import Any

from flask import request

from ..access import Permission


@dataclass(frozen=True)
class Entry:
    """`holds`: the page of this request lies below this one."""

    endpoint: str
    label: Any
    permission: Permission
    address: str = ""
    is_here: bool = False
    holds: bool = False


@dataclass(frozen=True)
class Group:
    """`below`: beginnings of addresses of pages that no menu names, and that belong here."""

    label: Any
    entries: tuple[Entry, ...]
    below: tuple[str, ...] = ()
    is_here: bool = False

    @property
    def address(self) -> str:
        return self.entries[0].address


def nearness(group: Group, tail: str) -> int:
    """How much of the address of this page is that of the group; `tail` is what comes after the part that all pages of
    the menu share.
    """
    if tail.startswith(group.below or "\n"):
        return len(request.path)
    addresses = (entry.address for entry in group.entries)
    return max(len(address) for address in ["", *addresses] if is_below(request.path, address))


def is_below(path: str, address: str) -> bool:
    return path == address or path.startswith(f"{address}/") or not address
