"""Seats that are held for a guardian's answer."""

from sqlalchemy import exists, func

from ....catalogue.models import Cohort, CohortState
from ....enrolment.models import Enrolment, GuardianRequest, State
from ..cohorts import is_lasting
from .lines import Kind, finds, full_name, line


@finds(Kind.GUARDIAN)
def guardians(at, *, has_mail=True):
    """Seats held for a guardian's answer, the first last day first: of those who got a letter, or of those who need a
    paper, because no mail address or nobody at all was named.
    """
    until = func.coalesce(Enrolment.held_until, Enrolment.changed_at)
    lines = line(Enrolment.id, Enrolment.receipt, full_name, until, Cohort.code)
    joined = lines.select_from(Enrolment).join(Enrolment.person)
    joined = joined.join(Cohort, Cohort.id == Enrolment.cohort_id)
    asked = exists().where(
        GuardianRequest.enrolment_id == Enrolment.id,
        GuardianRequest.ended_at.is_(None),
        GuardianRequest.mail.is_not(None),
    )
    state = Enrolment.state == State.WAITING_FOR_GUARDIAN
    return joined.where(state, Cohort.state == CohortState.PUBLISHED, is_lasting(at), asked if has_mail else ~asked)


@finds(Kind.GUARDIAN_PAPER)
def guardian_papers(at):
    return guardians(at, has_mail=False)
