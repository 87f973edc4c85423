"""The list of checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

Find = Callable[[Session, datetime], Iterable[Any]]


@dataclass(frozen=True)
class Check:
    """`sentence` says what must be true, for staff; `find(session, at)` gives the ids of the rows that break it."""

    name: str
    sentence: Any
    find: Find


CHECKS: dict[str, Check] = {}


def check(sentence):
    """Register the decorated function, under its own name, as the proof of `sentence` (a lazy text)."""

    def register(find: Find):
        name = find.__name__
        CHECKS[name] = Check(name, sentence, find)
        return find

    return register
