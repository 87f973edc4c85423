"""Whatever an action writes into history, staff read in words."""

import ast
from pathlib import Path

import pytest

from workforce import staff_words
from workforce.desk.views.words import value_word

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


@pytest.mark.parametrize(
    ("field", "kept", "said"),
    [
        ("channel", "letter", "Letter"),
        ("language", "vi", "Tiếng Việt"),
        ("selection", "lottery_if_over", "Drawn by lot if too many apply"),
        ("band", "residents", "People who live in the city"),
        ("bands", "residents 12 keep; first_time 3 release", "People who live in the city: 12; People who have"),
        ("from_day", "2026-11-28", "28 November 2026"),
        ("offers_until", "2026-11-28 00:30:00+00:00", "9:30"),
        ("online", "True", "Yes"),
        ("street", "2026-11-28番地", "2026-11-28番地"),
        ("postal_code", "9990002", "9990002"),
        ("name", None, "nothing"),
    ],
)
def test_what_was_kept_is_said_in_words(speaking, field, kept, said):
    with speaking("en"):
        assert said in str(value_word(field, kept))
