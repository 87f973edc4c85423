"""What must be true of people who wait together."""

from itertools import groupby

from flask_babel import lazy_gettext as _
from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Band, Cohort, CohortState, GroupRule
from ...enrolment.models import TAKES_SEAT, Enrolment, Offer, State, WaitingGroup
from ...history import Entry
from ..registry import check
from .enrolment import stays
from .offers import LETTERS_UNTIL, beside, has_groups

MOST = 4


@check(_("Who waits together waits in one cohort, at the place of whoever of them stands last."))
def groups_at_two_places(session, _at):
    """The groups that are over and still have members, too."""
    last = aliased(Enrolment)
    place = select(func.max(last.own_queued_at)).where(last.waiting_group_id == WaitingGroup.id)
    wrong = or_(
        Enrolment.cohort_id != WaitingGroup.cohort_id,
        WaitingGroup.ended_at.is_not(None),
        Enrolment.queued_at != place.correlate(WaitingGroup).scalar_subquery(),
    )
    query = select(WaitingGroup.id).join(Enrolment, Enrolment.waiting_group_id == WaitingGroup.id)
    return session.scalars(query.where(wrong).distinct().order_by(WaitingGroup.id))


@check(_("Every group that waits has one to four people."))
def groups_of_nobody(session, _at):
    count = select(func.count()).where(Enrolment.waiting_group_id == WaitingGroup.id)
    size = count.correlate(WaitingGroup).scalar_subquery()
    query = select(WaitingGroup.id).where(WaitingGroup.ended_at.is_(None), or_(size < 1, size > MOST))
    return session.scalars(query.order_by(WaitingGroup.id))


@check(_("Seats were offered to all of a group at once, with one hour until which to answer."))
def groups_offered_in_part(session, _at):
    count, moments = func.count(Offer.id), func.count(Offer.expires_at.distinct())
    query = select(WaitingGroup.id).outerjoin(Offer, Offer.waiting_group_id == WaitingGroup.id)
    wrong = or_(count != func.coalesce(WaitingGroup.offered, 0), moments > 1)
    return session.scalars(
        query.group_by(WaitingGroup.id, WaitingGroup.offered).having(wrong).order_by(WaitingGroup.id)
    )


@check(_("No group got seats while somebody else had been waiting for longer than whoever of it came last."))
def groups_seated_past_the_waiting(session, _at):
    """By history alone, as seats_taken_past_the_waiting; who waited with others is not looked for among the passed."""
    of_group = select(Offer.waiting_group_id, Offer.enrolment_id).where(Offer.waiting_group_id.is_not(None))
    groups = of_group.order_by(Offer.waiting_group_id).subquery()
    if session.scalar(select(groups.c.waiting_group_id).limit(1)) is None:
        return []
    moved = Entry.what.in_(("reordered", "band_corrected", "joined_together", "together_grew"))
    left_out = select(Entry.subject_id).where(Entry.subject == Enrolment.__tablename__, moved)
    stay, before = stays(), stays()
    waits, offered = State.WAITLISTED.value, State.OFFERED.value
    theirs = (
        select(groups.c.waiting_group_id, stay.c.cohort_id, stay.c.band_id, stay.c.id, stay.c.until)
        .join(stay, stay.c.subject_id == groups.c.enrolment_id)
        .where(stay.c.to_state == waits, stay.c.next_state == offered)
        .subquery()
    )
    came = func.max(theirs.c.id).over(partition_by=theirs.c.waiting_group_id).label("came")
    group = select(theirs, came).subquery()
    query = (
        select(group.c.waiting_group_id)
        .join(before, (before.c.cohort_id == group.c.cohort_id) & (before.c.band_id == group.c.band_id))
        .where(before.c.to_state == waits, before.c.id < group.c.came, before.c.subject_id.not_in(left_out))
        .where(or_(before.c.until.is_(None), before.c.until > group.c.until))
    )
    return session.scalars(query.distinct().order_by(group.c.waiting_group_id))


@check(_("Where people wait together, no seats are free that whoever is next by the rule could have."))
def seats_that_groups_leave_free(session, at):
    """Without bands; where there are bands as well, seats_of_bands_that_are_stuck looks at those who wait alone."""
    taken = func.sum(case((Enrolment.state.in_(TAKES_SEAT), 1), else_=0))
    soon = at + LETTERS_UNTIL
    cohorts = session.execute(
        select(Cohort.id, Cohort.group_rule, Cohort.capacity - taken - beside())
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Cohort.state == CohortState.PUBLISHED, has_groups(), ~exists().where(Band.cohort_id == Cohort.id))
        .where(Cohort.offers_until.is_(None) | (Cohort.offers_until > soon))
        .where(Cohort.starts_at.is_(None) | (Cohort.starts_at > soon))
        .group_by(Cohort.id, Cohort.group_rule, Cohort.capacity)
        .order_by(Cohort.id)
    ).all()
    return [one for one, rule, free in cohorts if free > 0 and is_for_somebody(session, one, rule, free)]


def is_for_somebody(session, cohort_id, rule, free) -> bool:
    """Whether the first who wait, or by the rule anybody, could have seats of which `free` are free."""
    alone = -Enrolment.id
    who = func.coalesce(Enrolment.waiting_group_id, alone).label("who")
    query = select(who).where(Enrolment.cohort_id == cohort_id, Enrolment.state == State.WAITLISTED)
    sizes = [len(list(same)) for _who, same in groupby(session.scalars(query.order_by(Enrolment.queued_at, who)))]
    return any(size <= free for size in (sizes[:1] if rule is GroupRule.KEEP else sizes))
