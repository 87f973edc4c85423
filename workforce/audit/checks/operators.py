"""What must be true of operators, of the people they named, and of the seats they hold."""

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from ...access import Role
from ...catalogue.models import Cohort, CohortState
from ...enrolment.models import TAKES_SEAT, Enrolment, Group, OwnPart, Reservation, ReservedSeat, Transfer
from ...operators.models import Operator, OperatorContact
from ...people.models import Account, Person, RoleGrant
from ..registry import check
from .offers import NOTICED_WITHIN, reserved

UNNAMED = ReservedSeat.enrolment_id.is_(None) & ReservedSeat.returned_at.is_(None)


@check(_("Reservations end within ten minutes of their day."))
def reservations_past_their_time(session, at):
    late = select(Reservation.id).where(Reservation.ended_at.is_(None), Reservation.until < at - NOTICED_WITHIN)
    return session.scalars(late.order_by(Reservation.id))


@check(_("A reservation is open exactly as long as one of its seats has no name."))
def reservations_open_for_nothing(session, _at):
    left = exists().where(ReservedSeat.reservation_id == Reservation.id, UNNAMED)
    is_open = Reservation.ended_at.is_(None)
    return session.scalars(select(Reservation.id).where(or_(is_open & ~left, ~is_open & left)).order_by(Reservation.id))


@check(_("A reserved seat was named by the operator that held it, in the cohort for which it was held."))
def seats_named_elsewhere(session, _at):
    named = (
        select(OwnPart.id)
        .join(Group, Group.id == OwnPart.group_id)
        .where(OwnPart.enrolment_id == ReservedSeat.enrolment_id, Group.operator_id == Reservation.operator_id)
        .where(Group.cohort_id == Reservation.cohort_id)
        .exists()
    )
    query = select(ReservedSeat.id).join(Reservation, Reservation.id == ReservedSeat.reservation_id)
    return session.scalars(query.where(ReservedSeat.enrolment_id.is_not(None), ~named).order_by(ReservedSeat.id))


@check(_("No seat is held in a cohort that will not take place."))
def reservations_of_cancelled_cohorts(session, _at):
    query = select(Reservation.id).join(Cohort, Cohort.id == Reservation.cohort_id)
    return session.scalars(
        query.where(Reservation.ended_at.is_(None), Cohort.state == CohortState.CANCELLED).order_by(Reservation.id)
    )


@check(_("An own part belongs to an enrolment of the cohort for which the operator named its people, or left it."))
def own_parts_of_other_cohorts(session, _at):
    query = (
        select(OwnPart.id)
        .join(Group, Group.id == OwnPart.group_id)
        .join(Enrolment, Enrolment.id == OwnPart.enrolment_id)
    )
    moved = exists().where(Transfer.enrolment_id == Enrolment.id)
    return session.scalars(query.where(Group.cohort_id != Enrolment.cohort_id, ~moved).order_by(OwnPart.id))


@check(_("Whoever may open the pages of operators speaks for one."))
def contacts_without_an_operator(session, _at):
    """Somebody whose role was given by hand, without an operator, has not been invited as a contact: see accounts."""
    row, spoken = aliased(Person), aliased(Person)
    kept = func.coalesce(row.merged_into_id, row.id)
    speaks = (
        select(OperatorContact.id)
        .join(spoken, spoken.id == OperatorContact.person_id)
        .where(func.coalesce(spoken.merged_into_id, spoken.id) == kept)
    )
    current = speaks.where(OperatorContact.until_at.is_(None)).correlate(row).exists()
    ever = speaks.correlate(row).exists()
    query = (
        select(Account.id)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .join(row, row.id == Account.person_id)
        .where(RoleGrant.role == Role.OPERATOR, RoleGrant.ended_at.is_(None), Account.closed_at.is_(None))
    )
    return session.scalars(query.where(ever, ~current).order_by(Account.id))


@check(_("An operator with whom our work has ended has no contact and holds no seat."))
def ended_operators_that_go_on(session, _at):
    speaks = exists().where(OperatorContact.operator_id == Operator.id, OperatorContact.until_at.is_(None))
    holds = exists().where(Reservation.operator_id == Operator.id, Reservation.ended_at.is_(None))
    query = select(Operator.id).where(Operator.ended_at.is_not(None), or_(speaks, holds))
    return session.scalars(query.order_by(Operator.id))


@check(_("No two open reservations and enrolments hold more seats than a cohort has."))
def cohorts_reserved_over_capacity(session, _at):
    held = reserved()
    seated = select(func.count()).where(Enrolment.cohort_id == Cohort.id, Enrolment.state.in_(TAKES_SEAT))
    over = held + seated.correlate(Cohort).scalar_subquery() > Cohort.capacity
    return session.scalars(select(Cohort.id).where(held > 0, over).order_by(Cohort.id))
