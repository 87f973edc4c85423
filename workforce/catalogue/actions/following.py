"""What later features do when a cohort is published, and what they must be asked before it is changed.

They name themselves when the application starts; all of it is in the same transaction.
"""

from collections.abc import Callable

PUBLISHED: list[Callable] = []
ASKED: list[Callable] = []


def on_publish(listener: Callable) -> Callable:
    """`listener(session, cohort, *, at)` runs for each cohort that has just been published."""
    if listener not in PUBLISHED:
        PUBLISHED.append(listener)
    return listener


def published(session, cohort, *, at):
    for listener in PUBLISHED:
        listener(session, cohort, at=at)


def before_edit(listener: Callable) -> Callable:
    """`listener(session, cohort, values)` may refuse: `values`, what the cohort would have after the edit, its
    `fees` as {kind: yen}.
    """
    if listener not in ASKED:
        ASKED.append(listener)
    return listener


def ask(session, cohort, values):
    for listener in ASKED:
        listener(session, cohort, values)
