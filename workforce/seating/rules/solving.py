"""Looking for a good plan: people are dealt out, then exchanged, at first also for the worse (simulated annealing).

What is exchanged are runs of one to three chairs, so that two who sit beside each other can move together. The cost of
a plan is a sum over its tables, and an exchange touches two of them. The same task always gives the same plan; how
long it looks is counted in exchanges, not in seconds: 60 people take about one second of a processor.
"""

from collections.abc import Iterable
from math import exp
from random import Random

from .scoring import MIXED, WEIGHTS, Criterion
from .tables import Chair, Plan, Sitter, Task, partners

LOOKS_PER_CHAIR, MOST_LOOKS = 600, 45_000
POLISHED = 20_000
HARD = 2_000
"""What a broken rule costs: more than all the points of two tables."""
MOVED, SHIFTED = 10, 1
"""What it costs that somebody moves to another table, or chair, where few shall move."""
NOBODY = -1
HOT, WARM, COLD = 14.0, 5.0, 0.4


def solve(task: Task, *, now: Plan | None = None, looks: int | None = None) -> dict[int, Chair]:
    """Everybody of the task on a chair; pins stay. `now`: where they sit, if few shall move. At best no rule is broken:
    ask `scoring.broken`. Raises ValueError if there are fewer chairs than people.
    """
    if task.hall.seats < len(task.people):
        raise ValueError("more people than chairs")
    search = Search(task, now or {})
    most = looks or min(MOST_LOOKS, LOOKS_PER_CHAIR * task.hall.seats)
    search.anneal(most, WARM if now else HOT)
    search.polish(POLISHED)
    search.close_gaps()
    return search.plan()


class Search:
    """`slots`: who (by their place in `people`) sits on each chair, table after table; NOBODY on an empty one."""

    def __init__(self, task: Task, now: Plan):
        self.task, self.hall, self.now = task, task.hall, now
        self.people = list(task.people)
        self.number = {one.id: n for n, one in enumerate(self.people)}
        self.fewest, self.most = task.hall.fair(len(self.people))
        self.traits, self.masks = traits_of(self.people)
        self.apart = self.masks_of(task.apart)
        self.beside = self.masks_of(task.beside)
        self.helpers = [
            sum(1 << n for n, other in enumerate(self.people) if other.can_help(one)) for one in self.people
        ]
        self.is_apart = union(1 << n for n, mask in enumerate(self.apart) if mask)
        self.is_tied = union(
            1 << n for n in range(len(self.people)) if self.beside[n] or self.helpers[n] or self.is_mover(n)
        )
        self.away = [[self.cost_there(one, table + 1) for table in range(self.hall.tables)] for one in self.people]
        self.fixed: set[int] = set()
        self.slots = self.dealt()
        self.costs = [self.cost(n, self.slots[n * self.hall.chairs :][: self.hall.chairs]) for n in self.tables]

    @property
    def tables(self):
        return range(self.hall.tables)

    def masks_of(self, pairs: Iterable[tuple[int, int]]) -> list[int]:
        others = partners(pair for pair in pairs if all(one in self.number for one in pair))
        return [union(1 << self.number[other] for other in others.get(one.id, ())) for one in self.people]

    def is_mover(self, n: int) -> bool:
        return self.people[n].id in self.now

    def cost_there(self, one: Sitter, table: int) -> int:
        cost = HARD if one.step_free and table > self.hall.step_free else 0
        before = self.now.get(one.id)
        return cost + (MOVED if before and before.table != table else 0)

    # --- the first plan -----------------------------------------------------------------------------------------------

    def dealt(self) -> list[int]:
        """Pins and those who sit already first; then one by one to the table with the fewest."""
        slots = [NOBODY] * self.hall.seats
        for one, chair in [*self.task.pins.items(), *self.now.items()]:
            n = self.number.get(one, NOBODY)
            if n not in slots and self.hall.holds(chair) and slots[self.slot(chair)] == NOBODY:
                slots[self.slot(chair)] = n
        self.fixed = {self.slot(chair) for one, chair in self.task.pins.items() if one in self.number}
        waiting = [n for n in range(len(self.people)) if n not in set(slots)]
        for n in sorted(waiting, key=lambda n: self.dealing_order(self.people[n])):
            slots[self.freest(slots)] = n
        return slots

    def dealing_order(self, one: Sitter):
        return not one.step_free, not one.helped_in, one.language, one.profession, one.employer, one.id

    def slot(self, chair: Chair) -> int:
        return (chair.table - 1) * self.hall.chairs + chair.chair - 1

    def freest(self, slots) -> int:
        chairs = self.hall.chairs
        free = [slots[n * chairs :][:chairs].count(NOBODY) for n in self.tables]
        return slots.index(NOBODY, free.index(max(free)) * chairs)

    # --- what a table costs -------------------------------------------------------------------------------------------

    def cost(self, table: int, sitting: list[int]) -> int:
        seen = who = count = 0
        value = 0
        traits, away = self.traits, self.away
        for n in sitting:
            if n >= 0:
                count += 1
                seen |= traits[n]
                who |= 1 << n
                value += away[n][table]
        for mask, weight in self.masks:
            value -= (seen & mask).bit_count() * weight
        if count > self.most:
            value += (count - self.most) * WEIGHTS[Criterion.EVEN]
        elif count < self.fewest:
            value += (self.fewest - count) * WEIGHTS[Criterion.EVEN]
        if who & self.is_apart:
            value += sum((self.apart[n] & who).bit_count() for n in sitting if n >= 0) * HARD
        if who & self.is_tied:
            value += self.cost_of_neighbours(table, sitting, who)
        return value

    def cost_of_neighbours(self, table: int, sitting: list[int], who: int) -> int:
        value, last = 0, len(sitting) - 1
        for place, n in enumerate(sitting):
            if n < 0 or not self.is_tied >> n & 1:
                continue
            near = 0
            for other in (sitting[place - 1], sitting[place + 1 if place < last else 0]):
                if other >= 0 and other != n:
                    near |= 1 << other
            if self.helpers[n] & near:
                value -= WEIGHTS[Criterion.HELP]
            if wanted := self.beside[n]:
                value += (wanted & ~near).bit_count() * HARD + (wanted & ~who).bit_count() * HARD
            before = self.now.get(self.people[n].id)
            if before and before.table == table + 1 and before.chair != place + 1:
                value += SHIFTED
        return value

    # --- exchanging ---------------------------------------------------------------------------------------------------

    def tried(self, first: int, second: int, length: int):
        """(cost of the exchange, the slots as they would be) of two runs that begin there; None where none is."""
        chairs, slots = self.hall.chairs, self.slots
        one, other = first // chairs, second // chairs
        if (first + length - 1) // chairs != one or (second + length - 1) // chairs != other:
            return None
        if one == other and (abs(first - second) < length or not self.has_tied(one)):
            return None
        left, right = slots[first : first + length], slots[second : second + length]
        if left == right or (self.fixed and self.holds_fixed(first, second, length)):
            return None
        slots[first : first + length], slots[second : second + length] = right, left
        new = self.cost(one, slots[one * chairs : one * chairs + chairs])
        change = new - self.costs[one]
        new_other = new
        if one != other:
            new_other = self.cost(other, slots[other * chairs : other * chairs + chairs])
            change += new_other - self.costs[other]
        slots[first : first + length], slots[second : second + length] = left, right
        return change, (one, new, other, new_other, left, right)

    def has_tied(self, table: int) -> bool:
        start = table * self.hall.chairs
        return any(n >= 0 and self.is_tied >> n & 1 for n in self.slots[start : start + self.hall.chairs])

    def holds_fixed(self, first: int, second: int, length: int) -> bool:
        return any(start + n in self.fixed for start in (first, second) for n in range(length))

    def take(self, first: int, second: int, length: int, made) -> None:
        one, new, other, new_other, left, right = made
        self.slots[first : first + length], self.slots[second : second + length] = right, left
        self.costs[one], self.costs[other] = new, new_other

    def anneal(self, looks: int, hot: float) -> None:
        """Ever more seldom for the worse; the best that was met stays."""
        random, seats = Random(0).random, self.hall.seats
        total = least = sum(self.costs)
        kept = list(self.slots)
        lengths = (1, 1, 1, 1, 2, 3)
        cooling, heat = (COLD / hot) ** (1 / max(1, looks)), hot
        for _look in range(looks):
            heat *= cooling
            first, second = int(random() * seats), int(random() * seats)
            length = lengths[int(random() * 6)]
            found = self.tried(first, second, length)
            if found is None:
                continue
            change, made = found
            if change <= 0 or random() < exp(-change / heat):
                self.take(first, second, length, made)
                total += change
                if total < least:
                    least, kept = total, list(self.slots)
        self.restore(kept)

    def restore(self, slots: list[int]) -> None:
        chairs = self.hall.chairs
        self.slots = slots
        self.costs = [self.cost(n, slots[n * chairs : n * chairs + chairs]) for n in self.tables]

    def polish(self, looks: int) -> None:
        """Only for the better, through all exchanges, until none is left or `looks` are used up."""
        seats, better = self.hall.seats, True
        while better:
            better = False
            for length in (1, 2, 3):
                for first in range(seats):
                    for second in range(first + 1, seats):
                        looks -= 1
                        if looks < 0:
                            return
                        found = self.tried(first, second, length)
                        if found and found[0] < 0:
                            self.take(first, second, length, found[1])
                            better = True

    def close_gaps(self) -> None:
        """Free chairs come last, where that costs nothing."""
        for table in self.tables:
            start = table * self.hall.chairs
            sitting = self.slots[start : start + self.hall.chairs]
            closed = sorted(sitting, key=lambda n: n == NOBODY)
            is_fixed = any(start + place in self.fixed for place in range(self.hall.chairs))
            if not is_fixed and self.cost(table, closed) <= self.costs[table]:
                self.slots[start : start + self.hall.chairs] = closed

    def plan(self) -> dict[int, Chair]:
        chairs = self.hall.every_chair
        return {self.people[n].id: chairs[slot] for slot, n in enumerate(self.slots) if n != NOBODY}


def union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def traits_of(people: list[Sitter]) -> tuple[list[int], list[tuple[int, int]]]:
    """(a bit for each profession, employer, ... of each of them; [(the bits of a criterion, its weight)])."""
    found, masks, bit = [0] * len(people), [], 0
    for criterion, trait in MIXED.items():
        values = sorted({getattr(one, trait) for one in people} - {""})
        bits = {value: 1 << bit + n for n, value in enumerate(values)}
        bit += len(values)
        for n, one in enumerate(people):
            found[n] |= bits.get(getattr(one, trait), 0)
        if values:
            masks.append((union(bits.values()), WEIGHTS[criterion]))
    return found, masks
