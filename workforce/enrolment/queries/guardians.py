"""What the guardian's own link opens."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...catalogue.models import Cohort
from ..models import Enrolment, GuardianRequest
from .records import for_moves


@dataclass(frozen=True)
class Asked:
    """One request and the enrolment that it is about, as every move needs it."""

    request: GuardianRequest
    enrolment: Enrolment


def asked(session, request_id) -> Asked | None:
    """With the cohort's fees and sessions, which the page shows; None for no such request."""
    request = session.get(GuardianRequest, request_id)
    if request is None:
        return None
    cohort = joinedload(Enrolment.cohort)
    query = for_moves().options(cohort.joinedload(Cohort.fees))
    query = query.options(cohort.selectinload(Cohort.sessions))
    return Asked(request, session.scalars(query.where(Enrolment.id == request.enrolment_id)).unique().one())


def with_mail(session, enrolment_id) -> GuardianRequest | None:
    """The open request of this enrolment, if the guardian has a mail address."""
    mine = GuardianRequest.enrolment_id == enrolment_id, GuardianRequest.ended_at.is_(None)
    return session.scalars(select(GuardianRequest).where(*mine, GuardianRequest.mail.is_not(None))).first()


def by_receipt(session, receipt: str) -> GuardianRequest | None:
    """The open request of the enrolment with this number."""
    query = select(GuardianRequest).join(Enrolment, Enrolment.id == GuardianRequest.enrolment_id)
    return session.scalars(query.where(Enrolment.receipt == receipt, GuardianRequest.ended_at.is_(None))).first()


def language_of(session, request_id) -> str | None:
    return session.scalar(select(GuardianRequest.language).where(GuardianRequest.id == request_id))
