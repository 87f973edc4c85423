"""Certificates that end soon, and whose people were not written to."""

from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from ... import clock, policies
from ...catalogue.models import Cohort, Course
from ...enrolment.models import Enrolment
from ...outbox import Message
from ...people.models import Person
from ..models import Certificate, CertificateVoid
from ..rules.registers import REGISTERS
from .certificates import STANDS

LETTER = "certificate_ending"
other, record, theirs, own = aliased(Certificate), aliased(Enrolment), aliased(Person), aliased(Person)
replaced = aliased(Certificate)
SAME = func.coalesce(theirs.merged_into_id, theirs.id) == func.coalesce(own.merged_into_id, own.id)
LONGER = (
    select(other.id)
    .join(record, record.id == other.enrolment_id)
    .join(theirs, theirs.id == record.person_id)
    .where(
        SAME,
        other.content["kind"].as_string() == Certificate.content["kind"].as_string(),
        or_(other.expires_on.is_(None), other.expires_on > Certificate.expires_on),
        ~exists().where(CertificateVoid.certificate_id == other.id),
        ~exists().where(replaced.replaces_id == other.id),
    )
    .correlate(Certificate, own)
    .exists()
)
"""The same human has one of the same kind that lasts longer: they took the course again."""
TOLD = exists().where(
    Message.person_id == Enrolment.person_id,
    Message.template == LETTER,
    Message.cause == literal("certificate:") + cast(Certificate.id, String),
)


def due(session, *, at: datetime) -> list[int]:
    """Their ids, the first end first."""
    today = clock.today(at)
    rules = dict(zip(REGISTERS, policies.current_of(session, *REGISTERS.values(), at=at), strict=True))
    soon = [
        and_(Course.kind == kind, Certificate.expires_on <= today + timedelta(days=rule.notice))
        for kind, rule in rules.items()
    ]
    query = (
        select(Certificate.id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .join(own, own.id == Enrolment.person_id)
        .where(Certificate.expires_on >= today, or_(*soon), STANDS, ~TOLD, ~LONGER)
        .where(Enrolment.forgotten_at.is_(None), own.forgotten_at.is_(None))
        .order_by(Certificate.expires_on, Certificate.id)
    )
    return list(session.scalars(query))
