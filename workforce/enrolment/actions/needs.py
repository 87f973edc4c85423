"""Reading what people need: sensitive, so each reading is history."""

from ...history import Entry
from ..models import Enrolment


def note_reading(session, enrolment_ids, *, by_id, request_id, at):
    """These needs were shown to the account `by_id`. Written through database.survive: the page itself is only read."""
    session.add_all(
        Entry(
            subject=Enrolment.__tablename__,
            subject_id=one,
            what="needs_read",
            by_id=by_id,
            at=at,
            request_id=request_id,
        )
        for one in enrolment_ids
    )
