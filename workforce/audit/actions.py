"""Asking for an audit at once: staff ask, a worker runs it beside everything else, and nobody waits."""

from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from ..database import transaction
from . import running
from .models import AuditRequest

LEASE = timedelta(minutes=30)
"""A request that was begun so long ago was left by a worker that died."""


def ask(session, *, by, at, night=None) -> bool:
    """Whether this asked for one; False while one that was asked for has not ended, and once `night` has asked."""
    try:
        with session.begin_nested():
            session.add(AuditRequest(asked_at=at, by_id=by.id if by else None, night=night))
    except IntegrityError:
        return False
    return True


def has_asked(session, night) -> bool:
    return session.scalar(select(AuditRequest.id).where(AuditRequest.night == night)) is not None


def waits(at):
    """Asked for and not begun, or begun by a worker that died."""
    left = AuditRequest.started_at < at - LEASE
    return AuditRequest.ended_at.is_(None) & or_(AuditRequest.started_at.is_(None), left)


def is_asked(session, at) -> bool:
    return session.scalar(select(AuditRequest.id).where(waits(at)).limit(1)) is not None


def take_over(worker: str):
    """What the worker of this name was auditing when it died waits again."""
    with transaction() as session:
        mine = AuditRequest.ended_at.is_(None) & (AuditRequest.started_by == worker)
        session.execute(update(AuditRequest).where(mine).values(started_at=None, started_by=None))


def run_asked(clock, *, worker: str) -> bool:
    """Run the audit that was asked for, if nobody else does; whether this did. `clock()` is the instant, aware UTC.

    The rules only read, in a transaction that holds no lock; only their result is written.
    """
    with transaction() as session:
        request_id = claim(session, worker, clock())
    if request_id is None:
        return False
    run = None
    try:
        with transaction(writes=False) as session:
            run = running.looked(session, at=clock())
    finally:
        with transaction() as session:
            end(session, request_id, run, clock())
    return True


def claim(session, worker, at) -> int | None:
    """The id of the request, now this worker's; two workers never get the same one."""
    request_id = session.scalar(select(AuditRequest.id).where(waits(at)).limit(1))
    mine = update(AuditRequest).where(AuditRequest.id == request_id, waits(at))
    taken = request_id and session.execute(mine.values(started_at=at, started_by=worker)).rowcount
    return request_id if taken else None


def end(session, request_id, run, at):
    """With its result; without one it failed, and the log says why."""
    if run:
        session.add(run)
        session.flush()
    values = {"ended_at": at, "run_id": run.id if run else None}
    session.execute(update(AuditRequest).where(AuditRequest.id == request_id).values(values))
