"""Whether answers that were given for one date are all that another one asks."""

from collections.abc import Mapping
from typing import Any

from .catalogue import HAS_REQUIRED, asked_in
from .steps import asking_of


def are_answered(cohort, answers: Mapping[str, Any]) -> bool:
    """Every question that must be answered for `cohort`; whether somebody finished the course before is no news."""
    asked = [question for question in asked_in(asking_of(cohort)) if question.required]
    return all(question.key in answers for question in asked if question.key != HAS_REQUIRED.key)
