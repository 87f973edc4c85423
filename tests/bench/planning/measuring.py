"""Plan an instance and tell how long it took, what was reached and what is proven."""

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time

from workforce.scheduling.rules.planning.checking import broken
from workforce.scheduling.rules.planning.effort import Effort
from workforce.scheduling.rules.planning.goals import ORDER, Goal
from workforce.scheduling.rules.planning.instance import Instance
from workforce.scheduling.rules.planning.planner import Outcome, Progress, plan

from ..report import table


@dataclass(frozen=True)
class Measured:
    """`wall` and `processor` in seconds, of all threads; `load`: how many others wanted the machine at the end."""

    instance: Instance
    outcome: Outcome
    wall: float
    processor: float
    load: float
    broken: int

    @property
    def sizes(self) -> str:
        every = self.instance
        cohorts = len({one.cohort for one in every.sessions})
        open_times = sum(len(one.times) > 1 for one in every.sessions)
        return (
            f"{cohorts} cohorts, {len(every.sessions)} sessions ({open_times} with open times),"
            f" {len(every.part)} parts, {len(every.instructors)} instructors, {len(every.rooms)} rooms"
        )

    def rows(self) -> list[tuple[str, ...]]:
        found = self.outcome
        return [
            ("goal", "reached", "bound", "proven"),
            *(
                (goal, str(found.scores[goal]), str(bound), "yes" if found.is_proven(goal) else "no")
                for goal, bound in found.bounds.items()
            ),
        ]

    def told(self) -> str:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return (
            f"{self.sizes}\n{self.wall:.1f} s, {self.processor:.1f} s of processor time, load {self.load:.1f},"
            f" at most {memory} MB; {self.broken} hard rules broken\n\n{table(self.rows())}\n"
        )


def measured(
    instance: Instance, effort: Effort, goals: tuple[Goal, ...] = ORDER, tell: Callable[[Progress], None] | None = None
) -> Measured:
    began, worked = perf_counter(), process_time()
    outcome = plan(instance, effort=effort, goals=goals, tell=tell or (lambda progress: None))
    wall, processor = perf_counter() - began, process_time() - worked
    faults = len(broken(instance, outcome.plan))
    return Measured(instance, outcome, wall, processor, os.getloadavg()[0], faults)
