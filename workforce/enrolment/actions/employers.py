"""An operator reads how its people stand: each reading is history."""

from ...history import Entry
from ...operators.models import Operator


def note_reading(session, *, operator_id, by_id, request_id, at):
    """Written through database.survive: the page itself is only read."""
    session.add(
        Entry(
            subject=Operator.__tablename__,
            subject_id=operator_id,
            what="people_seen",
            by_id=by_id,
            at=at,
            request_id=request_id,
        )
    )
