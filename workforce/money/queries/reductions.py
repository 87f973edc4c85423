"""Requests to pay less."""

from typing import NamedTuple

from sqlalchemy import func, select

from ...enrolment.models import Enrolment
from ...people.models import Person
from ..models import Asking, Ground, ReductionRequest


class Waiting(NamedTuple):
    request: ReductionRequest
    receipt: str
    family_name: str
    given_name: str

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()


def of_enrolment(session, enrolment_id) -> list[ReductionRequest]:
    """The newest first."""
    query = select(ReductionRequest).where(ReductionRequest.enrolment_id == enrolment_id)
    return list(session.scalars(query.order_by(ReductionRequest.id.desc())))


def granted(session, enrolment_id) -> list[ReductionRequest]:
    """The first one first: each takes its part of what the one before has left."""
    query = select(ReductionRequest).where(ReductionRequest.enrolment_id == enrolment_id)
    return list(session.scalars(query.where(ReductionRequest.state == Asking.GRANTED).order_by(ReductionRequest.id)))


def open_one(session, enrolment_id) -> ReductionRequest | None:
    asked = ReductionRequest.state == Asking.ASKED
    return session.scalar(select(ReductionRequest).where(ReductionRequest.enrolment_id == enrolment_id, asked))


def waiting(session) -> list[Waiting]:
    """The oldest first."""
    query = select(ReductionRequest, Enrolment.receipt, Person.family_name, Person.given_name)
    joined = query.join(Enrolment, Enrolment.id == ReductionRequest.enrolment_id).join(Enrolment.person)
    asked = joined.where(ReductionRequest.state == Asking.ASKED)
    return [Waiting(*row) for row in session.execute(asked.order_by(ReductionRequest.id).limit(200))]


def waiting_count(session) -> int:
    return session.scalar(select(func.count()).where(ReductionRequest.state == Asking.ASKED))


def receipt_of(session, request: ReductionRequest) -> str:
    return session.scalars(select(Enrolment.receipt).where(Enrolment.id == request.enrolment_id)).one()


def refused_by(session, enrolment_id, ground: Ground) -> set[int]:
    """The accounts that refused this ground before."""
    refused = select(ReductionRequest.decided_by_id).where(
        ReductionRequest.enrolment_id == enrolment_id,
        ReductionRequest.ground == ground,
        ReductionRequest.state == Asking.REFUSED,
    )
    return set(session.scalars(refused))
