"""What must be true of cohorts whose applicants are decided at once, and of seats that are first for some people."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Band, BandKind, Cohort, CohortState, Course, GroupRule, Overflow, Selection
from ...enrolment.models import TAKES_SEAT, Enrolment, ReservedSeat, State
from ..registry import check
from .offers import LETTERS_UNTIL, NOTICED_WITHIN, beside, has_groups, reserved

HOUR = timedelta(hours=1)


def taken(*where):
    """How many seats of the cohort are taken, by whom `where` says."""
    seated = aliased(Enrolment)
    conditions = [one(seated) for one in where]
    here = select(func.count()).where(seated.cohort_id == Cohort.id, seated.state.in_(TAKES_SEAT), *conditions)
    return here.correlate(Cohort, Band).scalar_subquery()


def kept(at):
    """The condition that a band's seats are still its own."""
    first_come = and_(Cohort.selection == Selection.FIRST_COME, Band.released_at > at)
    undecided = and_(Cohort.selection != Selection.FIRST_COME, Cohort.decided_at.is_(None))
    return or_(Band.overflow == Overflow.KEEP, first_come, undecided)


@check(_("No band has more seats taken than it has."))
def bands_over_their_seats(session, _at):
    of_band = taken(lambda seated: seated.seat_band_id == Band.id)
    query = select(Band.id).join(Cohort, Cohort.id == Band.cohort_id).where(of_band > Band.seats)
    return session.scalars(query.order_by(Band.id))


@check(_("No cohort keeps more seats for bands than it has left."))
def seats_promised_twice(session, at):
    own = aliased(Band)
    still = select(own.id).where(own.cohort_id == Cohort.id)
    promised = select(func.coalesce(func.sum(Band.seats), 0)).where(Band.cohort_id == Cohort.id, kept(at))
    ours = select(Band.id).where(Band.cohort_id == Cohort.id, kept(at)).correlate(Cohort)
    others = taken(lambda seated: or_(seated.seat_band_id.is_(None), seated.seat_band_id.not_in(ours)))
    query = select(Cohort.id).where(
        still.exists(), promised.correlate(Cohort).scalar_subquery() + others + reserved() > Cohort.capacity
    )
    return session.scalars(query.order_by(Cohort.id))


@check(_("Nobody belongs to a band of another cohort, or sits on a seat of one that they do not belong to."))
def bands_of_somebody_else(session, _at):
    own, seat = aliased(Band), aliased(Band)
    query = select(Enrolment.id).outerjoin(own, own.id == Enrolment.band_id)
    query = query.outerjoin(seat, seat.id == Enrolment.seat_band_id)
    wrong = or_(
        own.cohort_id != Enrolment.cohort_id,
        seat.cohort_id != Enrolment.cohort_id,
        and_(seat.id.is_not(None), Enrolment.state.not_in(TAKES_SEAT)),
        and_(seat.id.is_not(None), Enrolment.seat_band_id != func.coalesce(Enrolment.band_id, 0)),
    )
    return session.scalars(query.where(wrong).order_by(Enrolment.id))


@check(_("Nobody waits while a seat that they may have is free and there is time to offer it."))
def seats_of_bands_that_are_stuck(session, at):
    """The cohorts with bands; seats_that_are_stuck looks at all others. What was released just now is not late yet.

    Nor is anybody late behind a group for which seats are kept.
    """
    waiting, soon, noticed = aliased(Enrolment), at + LETTERS_UNTIL, at - NOTICED_WITHIN
    ours = select(Band.id).where(Band.cohort_id == Cohort.id, kept(noticed)).correlate(Cohort)
    promised = select(func.coalesce(func.sum(Band.seats), 0)).where(Band.cohort_id == Cohort.id, kept(noticed))
    others = taken(lambda seated: or_(seated.seat_band_id.is_(None), seated.seat_band_id.not_in(ours)))
    open_is_free = promised.correlate(Cohort).scalar_subquery() + others + beside() < Cohort.capacity
    of_band = taken(lambda seated: seated.seat_band_id == Band.id)
    own_is_free = (
        exists().where(Band.id == waiting.band_id, kept(noticed), of_band < Band.seats).correlate(waiting, Cohort)
    )
    return session.scalars(
        select(Cohort.id)
        .where(Cohort.state == CohortState.PUBLISHED, exists().where(Band.cohort_id == Cohort.id))
        .where(Cohort.offers_until.is_(None) | (Cohort.offers_until > soon))
        .where(Cohort.starts_at.is_(None) | (Cohort.starts_at > soon))
        .where(or_(Cohort.group_rule == GroupRule.PASS_ON, ~has_groups()))
        .where(
            exists()
            .where(waiting.cohort_id == Cohort.id, waiting.state == State.WAITLISTED, or_(open_is_free, own_is_free))
            .where(waiting.waiting_group_id.is_(None))
            .correlate(Cohort)
        )
        .order_by(Cohort.id)
    )


@check(_("Who applied is decided: nobody is left over once the seats are given."))
def applicants_left_undecided(session, _at):
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    over = or_(Cohort.selection == Selection.FIRST_COME, Cohort.decided_at.is_not(None))
    return session.scalars(query.where(Enrolment.state == State.APPLIED, over).order_by(Enrolment.id))


@check(_("Where all are decided at once, nobody has a seat or waits before, but on seats held for an operator."))
def decided_before_the_others(session, _at):
    held = select(ReservedSeat.enrolment_id).where(ReservedSeat.enrolment_id.is_not(None))
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id).where(Enrolment.id.not_in(held))
    early = and_(Cohort.selection != Selection.FIRST_COME, Cohort.decided_at.is_(None))
    seated = Enrolment.state.in_((*TAKES_SEAT, State.WAITLISTED))
    return session.scalars(query.where(early, seated).order_by(Enrolment.id))


@check(_("Where no draw is needed, everybody is confirmed within an hour after enrolment has closed."))
def draws_that_nobody_needs(session, at):
    """A band that keeps its seats makes it harder to say who fits: such cohorts are left to the worker."""
    applied = aliased(Enrolment)
    here = (applied.cohort_id == Cohort.id) & (applied.state == State.APPLIED)
    count = select(func.count()).where(here).correlate(Cohort).scalar_subquery()
    keeps = exists().where(Band.cohort_id == Cohort.id, Band.overflow == Overflow.KEEP)
    return session.scalars(
        select(Cohort.id)
        .where(Cohort.selection == Selection.LOTTERY_IF_OVER, Cohort.decided_at.is_(None), ~keeps)
        .where(
            Cohort.state == CohortState.PUBLISHED,
            Cohort.closes_at < at - HOUR,
            count + taken() + reserved() <= Cohort.capacity,
        )
        .order_by(Cohort.id)
    )


@check(_("Seats that are first for people of the city stand only in courses that ask about it."))
def bands_without_their_question(session, at):
    query = select(Band.id, Course.questions).join(Cohort, Cohort.id == Band.cohort_id)
    query = query.join(Course, Course.id == Cohort.course_id).where(Band.kind.in_((BandKind.RESIDENTS, BandKind.CITY)))
    published = query.where(Cohort.state == CohortState.PUBLISHED, Cohort.closes_at > at)
    return [row.id for row in session.execute(published.order_by(Band.id)) if "residency_tie" not in row.questions]
