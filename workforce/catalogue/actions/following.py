"""What later features do when a cohort is published, and what they must be asked before it is changed."""

from ...listeners import Listeners

on_publish = Listeners()
"""`listener(session, cohort, *, at)` runs for each cohort that has just been published."""
before_edit = Listeners()
"""`listener(session, cohort, values)` may refuse: `values`, what the cohort would have after the edit, its `fees` as
{kind: yen}.
"""
before_parts_go = Listeners()
"""`listener(session, cohort, sitting, parts, *, is_whole, by, at)` runs before these parts of a session are taken out;
`is_whole`: the session goes with them. It may refuse, or take along what hangs on them.
"""
on_session_moved = Listeners()
"""`listener(session, cohort, sitting, *, before, by, at)` runs after a session got another time than that it began
before; its cohort is held."""


def published(session, cohort, *, at):
    for listener in on_publish:
        listener(session, cohort, at=at)


def parts_go(session, cohort, sitting, parts, *, is_whole, by, at):
    for listener in before_parts_go:
        listener(session, cohort, sitting, parts, is_whole=is_whole, by=by, at=at)


def session_moved(session, cohort, sitting, *, before, by, at):
    for listener in on_session_moved:
        listener(session, cohort, sitting, before=before, by=by, at=at)


def ask(session, cohort, values):
    for listener in before_edit:
        listener(session, cohort, values)
