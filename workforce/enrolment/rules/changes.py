"""What may still be changed: by the applicant alone, and by staff who saw what stands there now."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from .states import is_active


def changeable_until(cohort) -> datetime | None:
    """Until when applicants change and cancel without us: at the latest until it begins. None as long as nobody knows
    when that is.
    """
    return cohort.changes_until or cohort.starts_at


def may_change(enrolment, at: datetime) -> bool:
    """Whether answers can be changed and the enrolment cancelled without us (its cohort loaded)."""
    until = changeable_until(enrolment.cohort)
    return is_active(enrolment.state) and (until is None or at < until)


def mark(answers: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Stands for what these questions are answered with: another mark, another answer."""
    values = {key: answers[key]["value"] for key in keys if key in answers}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def marks(answers: Mapping[str, Any], keys: Iterable[str]) -> str:
    """The mark of each question for itself: what a page carries that may change some of them."""
    return " ".join(f"{key}:{mark(answers, [key])}" for key in keys)


def touched(seen: str, given: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    """Which of `keys` are answered otherwise in `given` than on the page that carried the marks `seen`."""
    untouched = set(seen.split())
    return [key for key in keys if marks(given, [key]) not in untouched]


def corrected(old: Mapping[str, Any], given: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """`old` with the questions `keys` answered as `given`. An answer that stays keeps the words it was given to."""
    asked = set(keys)
    kept = {key: answer for key, answer in old.items() if key not in asked or is_same(answer, given.get(key))}
    return kept | {key: answer for key, answer in given.items() if key in asked and key not in kept}


def is_same(answer, other) -> bool:
    return other is not None and answer["value"] == other["value"]
