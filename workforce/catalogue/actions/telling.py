"""What a change of sessions or of the place means for others: calendars get a newer version, and staff are asked whom
to tell.
"""

from datetime import datetime

from sqlalchemy import update

from ...listeners import Listeners
from ..models import Cohort, CohortState, RemovedSession, SessionChange

concerns = Listeners()
"""`asks(session, cohort_id)`: whether a change of this cohort concerns anybody. A later feature knows who enrolled."""

WHOLE = "place"
"""In the place of the name of a session, for what is about all of them."""

FACTS = ("starts_at", "ends_at", "online", "room")


def facts(sitting) -> dict:
    """What people must know of a session, as JSON values."""
    times = {name: getattr(sitting, name).isoformat() for name in ("starts_at", "ends_at")}
    return times | {"online": sitting.online, "room": sitting.room}


def snapshot(cohort) -> dict[str, tuple]:
    """{uid: (session, its facts, its version)} before anything changes."""
    return {one.uid: (one, facts(one), one.version) for one in cohort.sessions}


def note_changes(session, cohort, before, *, by, at):
    """Compare with `before`: number what changed, remember what was taken out, and keep it for staff to decide on."""
    after = {one.uid: one for one in cohort.sessions}
    is_public = concerns_anybody(session, cohort)
    for uid, (_sitting, old, version) in before.items():
        if uid not in after:
            note_removed(session, cohort, uid, old, version, is_public, by, at)
        elif facts(after[uid]) != old:
            after[uid].version, after[uid].changed_at = version + 1, at
            note(session, cohort, uid, old, facts(after[uid]), is_public, by, at)
    for uid in after.keys() - before.keys():
        after[uid].changed_at = at
        note(session, cohort, uid, None, facts(after[uid]), is_public, by, at)


def concerns_anybody(session, cohort):
    return cohort.state is CohortState.PUBLISHED and any(asks(session, cohort.id) for asks in concerns)


def whereabouts(place, *, online: bool) -> dict:
    """What people must know of where a whole cohort is, as JSON values."""
    known = {"place": place.name, "address": place.address} if place else {"place": None, "address": ""}
    return known | {"online": online}


def note_place(session, cohort, old: dict, new: dict, *, by, at) -> bool:
    """All of the cohort is elsewhere: whether staff are asked whom to tell. `old` and `new`: `whereabouts`."""
    is_asked = old != new and concerns_anybody(session, cohort)
    note(session, cohort, WHOLE, old, new, is_asked, by, at)
    return is_asked


def note_removed(session, cohort, uid, old, version, is_public, by, at):
    sitting = {name: clock_value(name, old[name]) for name in FACTS}
    session.add(RemovedSession(cohort_id=cohort.id, uid=uid, version=version + 1, removed_at=at, **sitting))
    note(session, cohort, uid, old, None, is_public, by, at)


def clock_value(name, value):
    return datetime.fromisoformat(value) if name.endswith("_at") else value


def note(session, cohort, uid, old, new, is_public, by, at):
    if is_public:
        by_id = by.id if by else None
        session.add(SessionChange(cohort_id=cohort.id, uid=uid, old=old, new=new, at=at, by_id=by_id))


def renumber(session, *conditions, at):
    """The place or the title of these cohorts changed: calendars show something new."""
    raised = update(Cohort).where(*conditions)
    raised = raised.values(calendar_number=Cohort.calendar_number + 1, calendar_changed_at=at)
    session.execute(raised)
