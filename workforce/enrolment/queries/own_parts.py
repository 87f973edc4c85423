"""Own parts: those that are missing, and those whose time is nearly over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from ... import policies
from ...operators.models import Operator
from ..models import ACTIVE, Enrolment, Group, OwnPart
from ..rules.operator_limits import RESERVATION_LIMITS
from .records import for_moves

AT_MOST = 500


@dataclass(frozen=True)
class Asked:
    """One own part of an enrolment. `operator`: who named the person."""

    operator: str
    until: datetime
    done_at: datetime | None
    shares: bool | None
    linked: bool


def of_enrolment(session, enrolment_id) -> list[Asked]:
    query = (
        select(Operator.name, OwnPart.until, OwnPart.done_at, OwnPart.shares, OwnPart.linked)
        .join_from(OwnPart, Group, Group.id == OwnPart.group_id)
        .join(Operator, Operator.id == Group.operator_id)
        .where(OwnPart.enrolment_id == enrolment_id)
        .order_by(OwnPart.id)
    )
    return [Asked(*row) for row in session.execute(query)]


def missing_of(session, enrolment_ids) -> set[int]:
    """Those of these enrolments whose own part is still to come."""
    query = select(OwnPart.enrolment_id).where(OwnPart.enrolment_id.in_(list(enrolment_ids)), OwnPart.done_at.is_(None))
    return set(session.scalars(query))


def to_remind(session, *, at) -> list[int]:
    """The ids of the own parts whose time is nearly over and whose people were not reminded yet."""
    limits = policies.current(session, RESERVATION_LIMITS, at=at)
    soon = at + timedelta(days=limits.remind_days)
    query = (
        select(OwnPart.id)
        .join(Enrolment, Enrolment.id == OwnPart.enrolment_id)
        .where(OwnPart.done_at.is_(None), OwnPart.reminded_at.is_(None))
        .where(OwnPart.until <= soon, OwnPart.until > at, Enrolment.state.in_(ACTIVE))
    )
    return list(session.scalars(query.order_by(OwnPart.until, OwnPart.id).limit(AT_MOST)))


def with_letter(session, enrolment_id) -> Enrolment:
    """The enrolment as every letter needs it."""
    return session.scalars(for_moves().where(Enrolment.id == enrolment_id)).one()


def operator_of(session, part: OwnPart) -> str:
    query = select(Operator.name).join(Group, Group.operator_id == Operator.id)
    return session.scalars(query.where(Group.id == part.group_id)).one()
