"""Who waits with whom, as rows. Who calls these has held the cohort, and offers on what then fits."""

from sqlalchemy import select

from ... import history
from ..models import Enrolment, WaitingGroup

BEGAN, JOINED, LEFT = "began_together", "joined_together", "left_together"
GREW, SHRANK = "together_grew", "together_shrank"
DISSOLVED, IMPOSSIBLE, REDRAWN = "together_dissolved", "together_impossible", "together_redrawn"


def begin(session, enrolment, *, by, at) -> WaitingGroup:
    """A group of somebody who waits, which others can join. They keep their place as long as nobody has."""
    group = WaitingGroup(cohort_id=enrolment.cohort_id, made_at=at, made_by_id=by.id if by else None)
    session.add(group)
    session.flush()
    enrolment.waiting_group_id, enrolment.own_queued_at = group.id, enrolment.queued_at
    note(session, enrolment, BEGAN, by=by, at=at)
    return group


def enter(session, enrolment, group: WaitingGroup, *, by, at):
    others = of_group(session, group.id)
    enrolment.waiting_group_id, enrolment.own_queued_at = group.id, enrolment.queued_at
    stand(session, group.id)
    note(session, enrolment, JOINED, by=by, at=at)
    for other in others:
        note(session, other, GREW, by=by, at=at)


def leave(session, enrolment, *, by, at, is_said=True) -> int | None:
    """Back to their own place; the others stand where their last member stands now. `is_said`: the others read it in
    their history. Returns the id of the group, None if there was none.
    """
    group_id = enrolment.waiting_group_id
    if group_id is None:
        return None
    alone(enrolment)
    session.flush()
    others = stand(session, group_id)
    if not others:
        session.get_one(WaitingGroup, group_id).ended_at = at
    for other in others if is_said else ():
        note(session, other, SHRANK, by=by, at=at)
    return group_id


def close(session, group_id, *, at, offered=None) -> list[Enrolment]:
    """Everybody stands at their own place. `offered`: to so many of them seats are offered now. Returns them."""
    everybody = of_group(session, group_id)
    for one in everybody:
        alone(one)
    group = session.get_one(WaitingGroup, group_id)
    group.ended_at, group.offered = at, offered
    session.flush()
    return everybody


def dissolve(session, group_id, what=DISSOLVED, *, by, at, reason=None):
    for one in close(session, group_id, at=at):
        note(session, one, what, by=by, at=at, reason=reason)


def stand(session, group_id) -> list[Enrolment]:
    """All of a group stand at the place of the one who stands last. Returns them."""
    everybody = of_group(session, group_id)
    last = max((one.own_queued_at for one in everybody if one.own_queued_at), default=None)
    for one in everybody:
        one.queued_at = last or one.queued_at
    session.flush()
    return everybody


def alone(enrolment):
    enrolment.queued_at = enrolment.own_queued_at
    enrolment.waiting_group_id = enrolment.own_queued_at = None


def of_group(session, group_id) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.waiting_group_id == group_id)
    return list(session.scalars(query.order_by(Enrolment.id)))


def note(session, enrolment, what, *, by, at, reason=None):
    return history.record(session, enrolment, what, by=by, at=at, to_state=enrolment.state, reason=reason)
