"""Refund cases."""

from typing import NamedTuple

from sqlalchemy import select

from ...enrolment.models import Enrolment
from ...people.models import Person
from ..models import Case, RefundCase


class Listed(NamedTuple):
    case: RefundCase
    receipt: str
    family_name: str
    given_name: str

    @property
    def name(self):
        return f"{self.family_name} {self.given_name}".strip()


def of_enrolment(session, enrolment_id) -> RefundCase | None:
    return session.scalar(select(RefundCase).where(RefundCase.enrolment_id == enrolment_id))


def open_cases(session) -> list[Listed]:
    """Those that somebody has to move on, the oldest first."""
    query = select(RefundCase, Enrolment.receipt, Person.family_name, Person.given_name)
    joined = query.join(Enrolment, Enrolment.id == RefundCase.enrolment_id).join(Enrolment.person)
    still = joined.where(RefundCase.state.not_in((Case.PAID, Case.REFUSED)))
    return [Listed(*row) for row in session.execute(still.order_by(RefundCase.changed_at, RefundCase.id).limit(200))]


def receipt_of(session, case: RefundCase) -> str:
    return session.scalars(select(Enrolment.receipt).where(Enrolment.id == case.enrolment_id)).one()
