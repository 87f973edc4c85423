"""Whatever an action writes into history, staff read in words."""

import ast
from pathlib import Path

import pytest

from workforce import staff_words

HOUSE = Path(__file__).parents[2] / "workforce"


def written():
    """(module, what) of every call inside an action that passes a word on together with `by=` and `at=`."""
    for path in sorted(HOUSE.glob("*/actions/*.py")) + [HOUSE / "outbox" / "actions.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and {"by", "at"} <= {keyword.arg for keyword in node.keywords}:
                passed = [*node.args, *(each.value for each in node.keywords if each.arg == "what")]
                for argument in passed:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield path.relative_to(HOUSE).as_posix(), argument.value


@pytest.mark.parametrize(("module", "what"), sorted(set(written())))
def test_every_word_of_history_is_spoken(module, what):
    known = staff_words.TOLD_OF_ANY | {one: text for table in staff_words.TOLD.values() for one, text in table.items()}

    assert what in known, f"{module} writes {what!r}: give it words in views/told of its feature"


def test_every_letter_has_a_name():
    letters = {path.stem for path in (HOUSE.parent / "templates" / "mail").glob("*.txt") if path.stem[0] != "_"}

    assert letters <= set(staff_words.LETTERS)
