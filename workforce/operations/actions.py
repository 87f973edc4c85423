"""A worker says that it lives."""

from sqlalchemy import select

from ..database import transaction
from .models import Worker


def beat(name, *, at, started=False):
    """Renew the row of worker `name`, in a transaction of its own."""
    with transaction() as session:
        worker = session.scalar(select(Worker).where(Worker.name == name))
        if worker is None:
            session.add(Worker(name=name, started_at=at, seen_at=at))
            return
        worker.seen_at = at
        if started:
            worker.started_at = at
