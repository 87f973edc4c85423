"""What a change of sessions means for others: calendars get a newer version, and staff are asked whom to tell."""

from datetime import datetime

from sqlalchemy import update

from ...listeners import Listeners
from ..models import Cohort, CohortState, RemovedSession, SessionChange

concerns = Listeners()
"""`asks(session, cohort_id)`: whether a change of this cohort concerns anybody. A later feature knows who enrolled."""

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
    is_public = cohort.state is CohortState.PUBLISHED and any(asks(session, cohort.id) for asks in concerns)
    for uid, (_sitting, old, version) in before.items():
        if uid not in after:
            note_removed(session, cohort, uid, old, version, is_public, by, at)
        elif facts(after[uid]) != old:
            after[uid].version, after[uid].changed_at = version + 1, at
            note(session, cohort, uid, old, facts(after[uid]), is_public, by, at)
    for uid in after.keys() - before.keys():
        after[uid].changed_at = at
        note(session, cohort, uid, None, facts(after[uid]), is_public, by, at)


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
