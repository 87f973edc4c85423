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
on_sessions_placed = Listeners()
"""`listener(session, cohort, pairs, *, by, at)` runs after these sessions were made, or got other times or another
room; the cohort is held. `pairs`: (session, Wanted), or (session, None) where it stays in the room that it has. It may
refuse, and writes the words that people read into `room`.
"""
on_place_changed = Listeners()
"""`listener(session, cohort, *, by, at)` runs after a cohort moved to another place, or online; it is held."""
on_cancelled = Listeners()
"""`listener(session, cohort, *, by, at)` runs when a cohort was just cancelled; it is held."""
on_copied = Listeners()
"""`listener(session, cohort, copy, *, by, at)` runs after `copy` was made like `cohort`, on other days."""
before_timetable = Listeners()
"""`listener(session, ids)` may refuse that these sessions go, or get other times or other parts."""

before_minutes = Listeners()
"""`listener(session, course)` may refuse that the course takes other minutes, or other items, than it does."""


def published(session, cohort, *, at):
    for listener in on_publish:
        listener(session, cohort, at=at)


def parts_go(session, cohort, sitting, parts, *, is_whole, by, at):
    for listener in before_parts_go:
        listener(session, cohort, sitting, parts, is_whole=is_whole, by=by, at=at)


def session_moved(session, cohort, sitting, *, before, by, at):
    for listener in on_session_moved:
        listener(session, cohort, sitting, before=before, by=by, at=at)


def sessions_placed(session, cohort, pairs, *, by, at):
    session.flush()
    for listener in on_sessions_placed:
        listener(session, cohort, pairs, by=by, at=at)


def place_changed(session, cohort, *, by, at):
    for listener in on_place_changed:
        listener(session, cohort, by=by, at=at)


def cancelled(session, cohort, *, by, at):
    for listener in on_cancelled:
        listener(session, cohort, by=by, at=at)


def copied(session, cohort, copy, *, by, at):
    for listener in on_copied:
        listener(session, cohort, copy, by=by, at=at)


def ask(session, cohort, values):
    for listener in before_edit:
        listener(session, cohort, values)


def timetable_of(cohort) -> dict[int, tuple]:
    """{session id: (its times, its parts)} to compare with; only what is in the database already."""
    return {
        one.id: ((one.starts_at, one.ends_at), [(part.item_id, part.minutes) for part in one.parts])
        for one in cohort.sessions
        if one.id is not None
    }


def ask_minutes(session, course):
    for listener in before_minutes:
        listener(session, course)


def ask_timetable(session, cohort, before: dict[int, tuple]):
    """Nothing of the change is written yet, so that listeners find what hangs on each session."""
    after = timetable_of(cohort)
    if changed := [id for id, was in before.items() if was != after.get(id)]:
        with session.no_autoflush:
            for listener in before_timetable:
                listener(session, changed)
