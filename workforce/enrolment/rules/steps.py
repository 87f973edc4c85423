"""The pages of the form, one question a page, and where somebody goes on."""

from collections.abc import Mapping, Sequence
from typing import Any

from .catalogue import NEEDS, asked_in
from .questions import Asking, Question

FIRST = "name"
REVIEW = "review"


def asking_of(cohort) -> Asking:
    """What the questions for `cohort` depend on (its course and prerequisites loaded)."""
    return Asking(
        keys=tuple(cohort.course.questions),
        required=tuple(each.required.title for each in cohort.course.prerequisites),
        childcare=cohort.childcare,
        online=cohort.online,
    )


def steps_of(asking: Asking, *, is_minor: bool = False) -> list[str]:
    """Every page in order, the review last. A big question is a page of its own, the others of the course share one.

    Somebody under 18 names a guardian as well.
    """
    asked = asked_in(asking)
    big = [question.key for question in asked if question.own_page]
    small = ["questions"] if len(big) < len(asked) else []
    guardian = ["guardian"] if is_minor else []
    return ["name", "birth", "contact", *guardian, *small, *big, "needs", REVIEW]


def questions_on(step: str, asking: Asking) -> list[Question]:
    """What the page `step` asks about the course or the help needed; nothing for the pages about the person."""
    if step == "needs":
        return list(NEEDS.values())
    asked = asked_in(asking)
    if step == "questions":
        return [question for question in asked if not question.own_page]
    return [question for question in asked if question.key == step]


def before(steps: Sequence[str], step: str) -> str | None:
    place = steps.index(step)
    return steps[place - 1] if place else None


def onward(steps: Sequence[str], answers: Mapping[str, Any]) -> str:
    """The first page without a good answer, else the review.

    So going on leads page by page, and whoever came back to change one thing returns to the review.
    """
    return next((step for step in steps if step != REVIEW and not is_good(answers, step)), REVIEW)


def is_good(answers: Mapping[str, Any], step: str) -> bool:
    return bool(answers.get(step, {}).get("good"))
