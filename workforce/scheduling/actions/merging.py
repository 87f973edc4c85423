"""Merging people, as far as what they teach allows it: their engagements come together under who they are now."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from ...people.actions import merging
from ...people.models import Merge, Person
from ...refusals import Refused
from ..models import Engagement
from ..queries import engagements as queries
from .clashes import named

QUIETLY = {"synchronize_session": False}


class BothTeach(Refused):
    """Raised with the two sessions."""

    message = _(
        "Both records teach at the same time: “%(one)s” and “%(other)s” on %(when)s. Take one of them out there first, "
        "then merge."
    )

    def __init__(self, one, other):
        super().__init__()
        self.one, self.other = one, other

    def text(self):
        return str(self.message) % (named(self.other) | {"one": named(self.one)["other"]})


def merge(session, keep: Person, absorb: Person, *, reason, by, at) -> Merge:
    """As people.actions.merging.merge. Raises BothTeach as well: nobody is in two places at once."""
    merging.hold_in_order(session, keep, absorb)
    if pair := at_once(session, keep.id, absorb.id):
        one, other = (queries.of_sessions(session, [id])[0] for id in pair)
        raise BothTeach(one, other)
    merged = merging.merge(session, keep, absorb, reason=reason, by=by, at=at)
    theirs = update(Engagement).where(Engagement.person_id == absorb.id).values(person_id=keep.id)
    session.execute(theirs, execution_options=QUIETLY)
    return merged


def at_once(session, keep_id, absorb_id):
    """(a session of the one, a session of the other) at the same time; None if there are none."""
    one, other = aliased(Engagement), aliased(Engagement)
    query = select(one.session_id, other.session_id).where(one.person_id == keep_id, other.person_id == absorb_id)
    query = query.where(one.begins_at < other.ends_at, other.begins_at < one.ends_at).order_by(one.begins_at)
    return session.execute(query.limit(1)).first()


def undo(session, merged: Merge, *, by, at):
    """As people.actions.merging.undo; each of the two is engaged again for what their own records teach."""
    merging.undo(session, merged, by=by, at=at)
    session.flush()
    both = list(session.scalars(select(Engagement).where(Engagement.person_id == merged.kept_id)))
    teach = {tuple(row) for row in session.execute(queries.assigned([one.session_id for one in both]))}
    for one in both:
        times = {"session_id": one.session_id, "begins_at": one.begins_at, "ends_at": one.ends_at}
        if (merged.absorbed_id, one.session_id) in teach:
            session.add(Engagement(person_id=merged.absorbed_id, **times))
        if (merged.kept_id, one.session_id) not in teach:
            session.execute(delete(Engagement).where(Engagement.id == one.id), execution_options=QUIETLY)
    session.flush()
