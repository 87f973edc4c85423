"""What a question is. Staff choose and order questions of the catalogue for a course; they do not program them.

An answer is kept with the wording it was given to: {"value": …, "asked": the question, "said": the chosen words}. So a
question that changes later changes no old answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from ...i18n.wording import plain


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    YES_NO = "yes_no"


class Keep(StrEnum):
    """How long an answer is kept."""

    COURSE = "course"
    YEAR = "year"
    RECORDS = "records"
    WITHDRAWN = "withdrawn"


def kept_for_a_while(keeping) -> str:
    return ngettext(
        "We delete the answer %(num)s year after the course.",
        "We delete the answer %(num)s years after the course.",
        keeping.answers,
    )


def kept_with_the_records(keeping) -> str:
    return ngettext(
        "The answer stays with the records of the course for %(num)s year.",
        "The answer stays with the records of the course for %(num)s years.",
        keeping.records,
    )


KEPT: dict[Keep, Callable[[Any], str]] = {
    Keep.COURSE: lambda _keeping: gettext("We delete the answer when the course is over."),
    Keep.YEAR: kept_for_a_while,
    Keep.RECORDS: kept_with_the_records,
    Keep.WITHDRAWN: lambda _keeping: gettext("The answer counts until you tell us otherwise."),
}
"""How long, in words, given settings.Keeping. The job that does it: operations.retention."""


@dataclass(frozen=True)
class Asking:
    """What the questions for one cohort depend on. `required`: titles of the courses of which one must be finished."""

    keys: tuple[str, ...] = ()
    required: tuple[Any, ...] = ()
    childcare: bool = False
    online: bool = False


def always(_asking: Asking) -> bool:
    return True


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any
    condition: Callable[[Asking], bool] = always


YES_OR_NO = (Choice("yes", _("Yes")), Choice("no", _("No")))


@dataclass(frozen=True)
class Question:
    """`asked`, `purpose` and `hint` are lazy texts. `own_page`: too big to stand beside others. `decides`: applicants
    are told that the answer counts where people are chosen by criteria; no other answer may count.
    """

    key: str
    kind: Kind
    asked: Any
    purpose: Any
    keep: Keep
    choices: tuple[Choice, ...] = ()
    hint: Any = None
    required: bool = False
    sensitive: bool = False
    own_page: bool = False
    decides: bool = False
    condition: Callable[[Asking], bool] = always

    def wording(self, asking: Asking) -> str:
        """The question in the reader's language."""
        words = str(self.asked)
        if "%(courses)s" in words:
            return words % {"courses": str(_(", ")).join(plain(title) for title in asking.required)}
        return words

    def open_choices(self, asking: Asking, chosen: str | Iterable[str] = ()) -> list[tuple[str, Any]]:
        """(value, label) of what can be chosen. What was `chosen` before stays, although it is offered no more."""
        choices = YES_OR_NO if self.kind is Kind.YES_NO else self.choices
        kept = {chosen} if isinstance(chosen, str) else set(chosen)
        return [(one.value, one.label) for one in choices if one.condition(asking) or one.value in kept]

    def said(self, value) -> str:
        """`value` in words of the reader's language; a choice that is no longer offered says its own name."""
        labels = {choice.value: choice.label for choice in (*YES_OR_NO, *self.choices)}
        values = value if isinstance(value, list) else [value]
        return str(_(", ")).join(str(labels.get(one, one)) for one in values)

    def answer(self, value, asking: Asking) -> dict[str, Any]:
        """`value` as it is kept, with the words that this reader saw."""
        kept = {"value": value, "asked": self.wording(asking)}
        return kept if self.kind in {Kind.TEXT, Kind.LONG_TEXT} else kept | {"said": self.said(value)}


def by_key(questions: Iterable[Question]) -> Mapping[str, Question]:
    return {question.key: question for question in questions}
