"""What staff read of history and of letters. Each feature names its own words, in `<feature>/views/told`."""

from collections.abc import Callable, Mapping
from typing import Any

Words = Mapping[str, Any]

SUBJECTS: dict[str, Any] = {}
"""What an entry of history is about, by the table of its row."""
TOLD: dict[str, dict[str, Any]] = {}
"""What happened, by subject."""
TOLD_OF_ANY: dict[str, Any] = {}
"""What happened, where the subject has no word of its own for it."""
STATES: dict[str, Mapping[Any, Any]] = {}
"""What an entry went from and to, by subject."""
FIELDS: dict[str, Any] = {}
"""What changed."""
VALUES: dict[str, Callable[[str], Any]] = {}
"""How the kept value of a field is said, where it is not what somebody typed."""
LETTERS: dict[str, Any] = {}
"""What a message is, by its template."""


def subject(key: str, name, *, told: Words | None = None, states: Mapping[Any, Any] | None = None):
    """Name a kind of row that history tells of; `told`, what can happen to it; `states`, what it can stand at."""
    SUBJECTS[key] = name
    tell(key, told or {})
    if states:
        STATES[key] = states


def tell(key: str, words: Words):
    """More that can happen to a kind of row, perhaps one of an earlier feature."""
    TOLD.setdefault(key, {}).update(words)


def tell_of_any(words: Words):
    TOLD_OF_ANY.update(words)


def fields(words: Words):
    FIELDS.update(words)


def values(field: str, said: Callable[[str], Any] | Mapping[Any, Any]):
    """`said`: from the kept text to words; or the words of each text, where a text without words says itself."""
    VALUES[field] = said if callable(said) else lambda kept: said.get(kept, kept)


def letters(words: Words):
    LETTERS.update(words)
