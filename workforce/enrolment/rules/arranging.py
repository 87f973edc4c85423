"""What somebody needs, one thing at a time: each is something for staff to arrange."""

from collections.abc import Mapping
from typing import Any

from .catalogue import NEEDS

CHOSEN, IN_WORDS = NEEDS


def needs_of(needs: Mapping[str, Any]) -> list[str]:
    """The choices, in the order in which they are asked, and IN_WORDS if something was written."""
    chosen = needs.get(CHOSEN, {}).get("value", ())
    known = [choice.value for choice in NEEDS[CHOSEN].choices if choice.value in chosen]
    gone = [value for value in chosen if value not in known]
    return [*known, *gone, *([IN_WORDS] if needs.get(IN_WORDS, {}).get("value") else [])]


def changed_needs(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """What is not needed any more, or needed otherwise: nothing that was arranged for it counts any longer."""
    gone = set(needs_of(old)) - set(needs_of(new))
    words = [needs.get(IN_WORDS, {}).get("value") for needs in (old, new)]
    return gone | ({IN_WORDS} if words[0] != words[1] else set())


def in_words(need: str, needs: Mapping[str, Any]) -> str:
    """One need in the language of whoever reads it; what was written stays as it was written."""
    return str(needs[IN_WORDS]["value"]) if need == IN_WORDS else NEEDS[CHOSEN].said(need)
