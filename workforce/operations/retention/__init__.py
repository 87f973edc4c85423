"""What is kept no longer than it is needed, as the privacy page and the questions of the form promise it.

Every step finds its own rows by their dates and takes them in small transactions, so a run that is killed loses
nothing and the next one goes on where it ended. How long is a setting (settings.Keeping).
"""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import func, select

from ...database import transaction
from ..models import RetentionRun
from . import answers, enrolments, instructors, money, nights, passing, people, teaching
from .steps import Step

BATCH = 100
TURN = 0x_4E_49_47_48_54  # no two workers delete at once: they would hold each other's rows

PASSING: tuple[Step, ...] = passing.STEPS
"""What lasts hours or days: looked for every hour."""

RECORDS: tuple[Step, ...] = (
    *(*answers.STEPS, *enrolments.STEPS, *money.STEPS, *instructors.STEPS, *teaching.STEPS, *people.STEPS),
)
"""What lasts years: looked for every night. Enrolments before people, who go with their last enrolment."""

STEPS = PASSING + RECORDS


def take(step: Step, session, *, at, keeping, limit) -> int:
    """Delete the first `limit` that `step` finds; how many they were."""
    ids = list(session.scalars(step.due(at, keeping).limit(limit)))
    if ids:
        step.forget(session, ids, at)
    return len(ids)


def run(now: Callable, keeping, *, steps=STEPS, stop=lambda: False) -> dict[str, int]:
    """Take everything that is due, each batch in a transaction of its own; {step: how many rows}."""
    at, done = now(), Counter[str]()
    for step in steps:
        count = BATCH
        while count == BATCH and not stop():
            with transaction() as session:
                wait_for_turn(session)
                count = take(step, session, at=at, keeping=keeping, limit=BATCH)
            done[step.name] += count
    return {name: count for name, count in done.items() if count}


def wait_for_turn(session):
    """Until this transaction ends. SQLite's writers are alone already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TURN)))


def of_the_night(now: Callable, keeping, *, worker, stop=lambda: False) -> bool:
    """Take everything, if it was not done since last night's hour and nobody does it; whether this did."""
    with transaction() as session:
        run_id = nights.claim(session, worker, now())
    if run_id is None:
        return False
    counts = run(now, keeping, stop=stop)
    nights.end(run_id, counts, at=now(), is_whole=not stop())
    return True


def nightly(now: Callable, keeping, *, stop=lambda: False) -> dict[str, int]:
    """Take everything now, because somebody asks, and remember that this was done."""
    began = now()
    counts = run(now, keeping, stop=stop)
    with transaction() as session:
        session.add(RetentionRun(at=began, ended_at=now(), counts=counts))
    return counts


def preview(session, *, at, keeping) -> dict[str, int]:
    """{step: how many rows would be taken now}, of every step; nothing is written."""
    counts = {step.name: select(func.count()).select_from(step.due(at, keeping).subquery()) for step in STEPS}
    row = session.execute(select(*(count.scalar_subquery().label(name) for name, count in counts.items()))).one()
    return dict(row._mapping)
