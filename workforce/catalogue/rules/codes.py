"""The short code of a cohort, as it stands in addresses and is read over the telephone: s26-03."""

from datetime import date

from ...people.rules.ages import fiscal_year
from ..models import CourseKind

LETTERS = {  # from the Japanese name, as the office says it
    CourseKind.INITIAL_TRAINING: "s",
    CourseKind.LIFE_SUPPORT_TRAINING: "e",
    CourseKind.INTRODUCTORY_TRAINING: "n",
    CourseKind.PRACTITIONER_TRAINING: "j",
    CourseKind.CERTIFIED_HELPER: "h",
    CourseKind.DEMENTIA_BASIC: "d",
    CourseKind.WORKSHOP: "w",
    CourseKind.EXPERIENCE: "t",
    CourseKind.REFRESHER: "r",
    CourseKind.OTHER: "c",
}


def beginning(kind: CourseKind, day: date) -> str:
    """Letter of the course kind and fiscal year: s26."""
    return f"{LETTERS[kind]}{fiscal_year(day) % 100:02}"


def next_code(start: str, taken: list[str]) -> str:
    """The code after the highest one of `taken` that begins with `start`."""
    numbers = [int(rest) for code in taken if (rest := code.removeprefix(f"{start}-")).isdecimal()]
    return f"{start}-{max(numbers, default=0) + 1:02}"
