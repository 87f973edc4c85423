"""What a form says in one language, and how one version differs from the one before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .catalogue import QUESTIONS
from .questions import YES_OR_NO, Kind
from .words import CONSENT


def said(keys: Iterable[str]) -> dict[str, Any]:
    """Every question of `keys`, and the consent, word for word in the language that is spoken now."""
    return {"questions": [spelled_out(QUESTIONS[key]) for key in keys], "consent": str(CONSENT)}


def spelled_out(question):
    choices = YES_OR_NO if question.kind is Kind.YES_NO else question.choices
    return {
        "key": question.key,
        "asked": str(question.asked),
        "purpose": str(question.purpose),
        "choices": [str(choice.label) for choice in choices],
    }


class Difference(NamedTuple):
    """Keys. `reworded`: asked in other words than before, in any language; `moved`: the others are in another order."""

    added: list[str]
    removed: list[str]
    reworded: list[str]
    moved: bool


def difference(old: Sequence[str], new: Sequence[str], old_shown: Mapping, new_shown: Mapping) -> Difference:
    both = [key for key in new if key in old]
    reworded = [key for key in both if in_every_language(old_shown, key) != in_every_language(new_shown, key)]
    moved = both != [key for key in old if key in new]
    return Difference([k for k in new if k not in old], [k for k in old if k not in new], reworded, moved)


def in_every_language(shown: Mapping, key: str):
    """A language that was not there yet is no difference."""
    return {code: one for code, words in shown.items() for one in words["questions"] if one["key"] == key}
