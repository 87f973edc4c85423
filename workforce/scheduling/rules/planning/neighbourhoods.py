"""Parts of a large program that are looked at anew while the rest stays: some people, some weeks, some cohorts."""

from collections.abc import Callable, Collection, Iterator, Sequence
from random import Random
from typing import Any

from .model import Model
from .program import Piece, Program

Labelled = dict[Any, list[int]]
"""{which person, week or cohort: its variables}"""

MANY, FEW = 4_000, 1_500
"""Variables that are free at a time: of people, whose days fit each other in many ways; of weeks and cohorts."""


def neighbourhoods(model: Model, piece: Piece, values: Callable[[], Sequence[int]], seed: int) -> Iterator[Program]:
    """The program with what is outside of a neighbourhood fixed to the values known when it is asked for."""
    random = Random(seed)
    people, weeks, cohorts = labelled(model, piece)
    while len(people) + len(weeks) + len(cohorts) > 3:
        for by_label in (people, weeks, people, cohorts):
            if len(by_label) > 1:
                enough = min(MANY if by_label is people else FEW, len(piece.variables) // 2)
                yield all_but(model, piece, drawn(by_label, enough, by_label is weeks, random), values())


def labelled(model: Model, piece: Piece) -> tuple[Labelled, Labelled, Labelled]:
    kinds: tuple[Labelled, ...] = ({}, {}, {})
    for one in piece.variables:
        for kind, labels in zip(kinds, model.labels.get(one, ()), strict=False):
            for label in labels:
                kind.setdefault(label, []).append(one)
    return kinds[0], kinds[1], kinds[2]


def drawn(by_label: Labelled, enough: int, is_in_order: bool, random: Random) -> set[int]:
    """Enough of them: of weeks those that follow each other, of others any."""
    labels = sorted(by_label)
    if is_in_order:
        first = random.randrange(len(labels))
        labels = labels[first:] + labels[:first]
    else:
        random.shuffle(labels)
    free: set[int] = set()
    while labels and len(free) < enough:
        free.update(by_label[labels.pop(0)])
    return free


def all_but(model: Model, piece: Piece, free: Collection[int], values: Sequence[int]) -> Program:
    """What has no label, counts that follow from the rest, stays free."""
    least, most = piece.program.least[:], piece.program.most[:]
    for one in piece.variables:
        if one in model.labels and one not in free:
            least[one] = most[one] = values[one]
    return Program(least, most, list(piece.rows))
