"""What later features do when a cohort is published, in the same transaction. They name themselves at the start."""

from collections.abc import Callable

PUBLISHED: list[Callable] = []


def on_publish(listener: Callable) -> Callable:
    """`listener(session, cohort, *, at)` runs for each cohort that has just been published."""
    if listener not in PUBLISHED:
        PUBLISHED.append(listener)
    return listener


def published(session, cohort, *, at):
    for listener in PUBLISHED:
        listener(session, cohort, at=at)
