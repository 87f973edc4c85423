"""Which subjects of a course somebody may teach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from ...catalogue.models import CourseKind
from ...database import LocalizedText
from .requirements import Requirements, Subject
from .standing import Held


@dataclass(frozen=True)
class Taught:
    """A course with the numbers of its subjects and of their items."""

    id: int
    slug: str
    kind: CourseKind
    title: LocalizedText
    subjects: dict[int, list[int]] = field(default_factory=dict)

    def items(self, number: int) -> Iterable[Subject]:
        return (Subject(self.id, self.kind, number, item) for item in self.subjects[number])


@dataclass(frozen=True)
class Reach:
    """Numbers of subjects: of which they may teach all items, and of which only some."""

    whole: list[int]
    part: list[int]

    @property
    def words(self) -> str:
        """1–3, 5, 9 (in part)"""
        said = [ranges(self.whole)] if self.whole else []
        said += [gettext("%(number)s (in part)", number=number) for number in self.part]
        return gettext(", ").join(said)


def asks(rules: Requirements, course: Taught, on: date) -> bool:
    """Whether any of its items may not be taught by every instructor."""
    return any(rules.on(item, on).any_of for number in course.subjects for item in course.items(number))


def reach(rules: Requirements, held: Held, course: Taught, on: date) -> Reach:
    allowed = {
        number: [rules.on(item, on).allows(held, on) for item in course.items(number)] for number in course.subjects
    }
    return Reach(
        [number for number, each in allowed.items() if each and all(each)],
        [number for number, each in allowed.items() if any(each) and not all(each)],
    )


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 5 is 1–3, 5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = (f"{run[0]}–{run[-1]}" if len(run) > 2 else gettext(", ").join(map(str, run)) for run in runs)
    return gettext(", ").join(spans)
