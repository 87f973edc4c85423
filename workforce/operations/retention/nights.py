"""One night's retention is one row, claimed by its date: whoever comes first does it, whenever that is, and once."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from ... import clock
from ...database import transaction
from ..models import RetentionRun

HOUR = time(2, 40)  # at the centre: before the audit, so that it looks at what is left
LEASE = timedelta(minutes=30)
"""Who began so long ago may have died. Two at once do no harm: their batches wait for each other."""


def night_of(at: datetime, hour: time = HOUR) -> date:
    """The date of the last night whose `hour` has come."""
    return clock.today(at - timedelta(hours=hour.hour, minutes=hour.minute))


def left(at):
    """Claimed by nobody, or by somebody who died."""
    return RetentionRun.ended_at.is_(None) & or_(RetentionRun.taken_by.is_(None), RetentionRun.taken_at < at - LEASE)


def is_due(session, at) -> bool:
    run = select(left(at)).where(RetentionRun.night == night_of(at))
    return session.scalar(run) in {None, True}


def is_over(session, at) -> bool:
    """Whether this night's work was done, or was begun so long ago that nothing should wait for it."""
    done = or_(RetentionRun.ended_at.is_not(None), RetentionRun.at < at - LEASE)
    return session.scalar(select(RetentionRun.id).where(RetentionRun.night == night_of(at), done)) is not None


def claim(session, worker: str, at) -> int | None:
    """The id of the night's row, now this worker's; None where it is done or somebody else's."""
    night = night_of(at)
    try:
        with session.begin_nested():
            run = RetentionRun(night=night, at=at, taken_at=at, taken_by=worker, counts={})
            session.add(run)
            session.flush()
            return run.id
    except IntegrityError:
        mine = update(RetentionRun).where(RetentionRun.night == night, left(at))
        return session.scalar(mine.values(taken_at=at, taken_by=worker).returning(RetentionRun.id))


def end(run_id, counts, *, at, is_whole):
    """Remember what was done. A night that was cut short waits for the next worker."""
    with transaction() as session:
        run = session.get_one(RetentionRun, run_id)
        run.counts = {name: run.counts.get(name, 0) + counts.get(name, 0) for name in {**run.counts, **counts}}
        run.taken_by = run.taken_by if is_whole else None
        run.ended_at = at if is_whole else None


def take_over(worker: str):
    """What the worker of this name was doing when it died waits again."""
    with transaction() as session:
        mine = RetentionRun.ended_at.is_(None) & (RetentionRun.taken_by == worker)
        session.execute(update(RetentionRun).where(mine).values(taken_by=None))
