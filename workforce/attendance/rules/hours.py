"""The lines of a standing, gathered by subject: as people read them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .ledger import ItemLine, Source
from .standing import Standing


@dataclass(frozen=True)
class SubjectHours:
    """One subject. `lost`: minutes that no lesson of the own cohort will give any more. `items`: (item, its line)."""

    subject: Any
    items: tuple[tuple[Any, ItemLine], ...]
    lost: int

    @property
    def required(self) -> int:
        return sum(line.required for _, line in self.items)

    @property
    def counted(self) -> int:
        return sum(line.counted for _, line in self.items)

    @property
    def missing(self) -> int:
        return self.required - self.counted

    @property
    def by_source(self) -> dict[Source, int]:
        """In the order of the sources."""
        total: Counter[Source] = Counter()
        for _, line in self.items:
            total.update(line.by_source)
        return {source: total[source] for source in Source if total[source]}

    @property
    def is_exempted(self) -> bool:
        return Source.EXEMPTED in self.by_source


def by_subject(subjects: Iterable[Any], standing: Standing) -> list[SubjectHours]:
    """`subjects` with their items, in their order."""
    lines = {line.item_id: line for line in standing.lines}
    return [
        SubjectHours(
            subject,
            tuple((item, lines[item.id]) for item in subject.items),
            sum(standing.lost_of(lines[item.id]) for item in subject.items),
        )
        for subject in subjects
    ]
