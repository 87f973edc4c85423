"""Who waits with whom, and who is next where that does not follow from the order alone: with bands or groups."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort
from ...stored import execute
from ..models import Enrolment, State, WaitingGroup
from ..rules import Seats, bands, together
from ..rules.bands import Seat, Shares
from ..rules.together import Waiting
from . import bands as shares
from .records import for_moves

HAS_GROUPS = exists().where(WaitingGroup.cohort_id == Cohort.id, WaitingGroup.ended_at.is_(None))
LINE = (
    select(Enrolment.id, Enrolment.band_id, Enrolment.waiting_group_id)
    .where(Enrolment.cohort_id == bindparam("cohort_id"), Enrolment.state == State.WAITLISTED)
    .order_by(Enrolment.queued_at, Enrolment.id)
)


def line(session, cohort_id) -> list[Waiting]:
    """Everybody who waits in this cohort, the next one first."""
    return [Waiting(*row) for row in execute(session, LINE, cohort_id=cohort_id)]


def next_for(session, cohort_id, seats: Seats, *, at) -> list[list[tuple[int, Seat]]]:
    """Who of those who wait may have the seats that are free now, and which: party by party, the first one first."""
    if not seats.waiting or not seats.free:
        return []
    now = shares.shares_of(session, cohort_id, seats, at=at)
    return together.next_for(now, line(session, cohort_id), seats.group_rule)


def next_up(session, cohort_id, seats: Seats, *, at) -> list[list[int]]:
    """The same, only their ids."""
    return [[one for one, _seat in party] for party in next_for(session, cohort_id, seats, at=at)]


def seat_of_newcomer(database, cohort_id, seats: Seats, *, answers, at) -> Seat | None:
    """The seat that these answers would give somebody now, of whom nobody knows yet whether they were here before."""
    found = shares.bands_of(database, cohort_id) if seats.has_bands else []
    band_id = bands.band_of(found, answers, is_first_time=True)
    now = bands.shares(seats.capacity, seats.taken, found, at=at, decided_at=seats.decided_at)
    return seat_behind(database, cohort_id, seats, now, band_id)


def seat_behind(database, cohort_id, seats: Seats, now: Shares, band_id) -> Seat | None:
    """The seat that somebody of this band gets who comes behind everybody who waits; `now`: the shares."""
    before = together.in_the_way(now, line(database, cohort_id), seats.group_rule) if seats.waiting else []
    return bands.seat_of_newcomer(now, band_id, before)


@dataclass(frozen=True)
class Standing:
    """How somebody waits with others: `count` of them, of whom the first and the last are number `first` and `last` on
    the waiting list.
    """

    group_id: int
    made_at: datetime
    count: int
    first: int
    last: int


def standing(session, enrolment) -> Standing | None:
    """`enrolment` as read in this session; None for somebody who waits alone or not at all."""
    if enrolment.waiting_group_id is None:
        return None
    group = session.get_one(WaitingGroup, enrolment.waiting_group_id)
    places = places_of(line(session, enrolment.cohort_id), group.id)
    return Standing(group.id, group.made_at, len(places), places[0], places[-1])


def places_of(waiting: list[Waiting], group_id) -> list[int]:
    """The numbers in line of the members of this group."""
    return [place for place, one in enumerate(waiting, 1) if one.group_id == group_id]


def place_alone(session, enrolment) -> int:
    """The number in line that somebody who waits with others would have if they left."""
    query = select(Enrolment.id, Enrolment.waiting_group_id, Enrolment.queued_at, Enrolment.own_queued_at)
    query = query.where(Enrolment.cohort_id == enrolment.cohort_id, Enrolment.state == State.WAITLISTED)
    others = [row for row in session.execute(query) if row.id != enrolment.id]
    group = [row.own_queued_at for row in others if row.waiting_group_id == enrolment.waiting_group_id]
    places = (max(group) if row.own_queued_at in group else row.queued_at for row in others)
    return 1 + sum(place < enrolment.own_queued_at for place in places)


def open_group(session, group_id, cohort_id) -> WaitingGroup | None:
    group = session.get(WaitingGroup, group_id)
    return group if group and group.ended_at is None and group.cohort_id == cohort_id else None


def by_id(session, group_id) -> WaitingGroup | None:
    """With its cohort and the course."""
    query = select(WaitingGroup).where(WaitingGroup.id == group_id)
    return session.scalars(query.options(joinedload(WaitingGroup.cohort).joinedload(Cohort.course))).one_or_none()


def open_groups(session, cohort_id) -> list[WaitingGroup]:
    query = select(WaitingGroup).where(WaitingGroup.cohort_id == cohort_id, WaitingGroup.ended_at.is_(None))
    return list(session.scalars(query.order_by(WaitingGroup.id)))


def members(session, group_id) -> list[Enrolment]:
    """As every move needs them, in their order."""
    query = for_moves().where(Enrolment.waiting_group_id == group_id).order_by(Enrolment.queued_at, Enrolment.id)
    return list(session.scalars(query))
