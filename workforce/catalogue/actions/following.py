"""What later features do when a cohort is published, and what they must be asked before it is changed."""

from ...listeners import Listeners

on_publish = Listeners()
"""`listener(session, cohort, *, at)` runs for each cohort that has just been published."""
before_edit = Listeners()
"""`listener(session, cohort, values)` may refuse: `values`, what the cohort would have after the edit, its `fees` as
{kind: yen}.
"""


def published(session, cohort, *, at):
    for listener in on_publish:
        listener(session, cohort, at=at)


def ask(session, cohort, values):
    for listener in before_edit:
        listener(session, cohort, values)
