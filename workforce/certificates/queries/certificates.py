"""Certificates with what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from ...catalogue.models import Cohort, Course, CourseKind
from ...enrolment.models import Enrolment
from ...stored import execute, instant, stored
from ..models import Certificate, CertificateCopy, CertificateVoid
from ..rules.numbers import shown
from ..rules.worth import Worth, worth

successor = aliased(Certificate)
IS_VOID = exists().where(CertificateVoid.certificate_id == Certificate.id)
IS_REPLACED = exists().where(successor.replaces_id == Certificate.id)
STANDS: ColumnElement[bool] = ~IS_VOID & ~IS_REPLACED
"""Neither void nor replaced; it may have expired."""


@dataclass(frozen=True)
class Issued:
    """`successor_id`: the one that was issued in its place."""

    certificate: Certificate
    void: CertificateVoid | None
    successor_id: int | None

    @property
    def number(self) -> str:
        return shown(self.certificate.register, self.certificate.number)

    @property
    def stands(self) -> bool:
        return self.void is None and self.successor_id is None

    def worth(self, today: date) -> Worth:
        return worth(
            is_void=self.void is not None,
            is_replaced=self.successor_id is not None,
            expires_on=self.certificate.expires_on,
            today=today,
        )


ISSUED = (
    select(Certificate, CertificateVoid, successor.id)
    .outerjoin(CertificateVoid, CertificateVoid.certificate_id == Certificate.id)
    .outerjoin(successor, successor.replaces_id == Certificate.id)
)


def found(session, *where) -> list[Issued]:
    return [Issued(*row) for row in session.execute(ISSUED.where(*where).order_by(Certificate.id.desc()))]


def of_enrolment(session, enrolment_id) -> list[Issued]:
    """The newest first."""
    return found(session, Certificate.enrolment_id == enrolment_id)


def of_cohort(session, cohort_id) -> list[Issued]:
    """The newest first."""
    mine = select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)
    return found(session, Certificate.enrolment_id.in_(mine))


def by_id(session, certificate_id) -> Issued | None:
    return next(iter(found(session, Certificate.id == certificate_id)), None)


def by_number(session, register: str, number: int) -> Issued | None:
    return next(iter(found(session, Certificate.register == register, Certificate.number == number)), None)


def by_key(session, key: str) -> Certificate | None:
    return session.scalar(select(Certificate).where(Certificate.key == key))


def ids_of(enrolment_ids: Collection[int]) -> Select:
    """Selects every certificate of these enrolments, whatever became of it."""
    return select(Certificate.id).where(Certificate.enrolment_id.in_(list(enrolment_ids)))


def standing_of(session, enrolment_ids: Collection[int]) -> dict[int, Certificate]:
    """{enrolment: the certificate that stands}."""
    query = select(Certificate).where(Certificate.enrolment_id.in_(list(enrolment_ids)), STANDS)
    return {one.enrolment_id: one for one in session.scalars(query)}


def kind_of(session, certificate: Certificate) -> CourseKind:
    query = select(Course.kind).join(Cohort, Cohort.course_id == Course.id)
    query = query.join(Enrolment, Enrolment.cohort_id == Cohort.id)
    return session.scalars(query.where(Enrolment.id == certificate.enrolment_id)).one()


def copies_of(session, certificate_ids) -> dict[int, list[CertificateCopy]]:
    """{certificate: its copies in their order}."""
    query = select(CertificateCopy).where(CertificateCopy.certificate_id.in_(list(certificate_ids)))
    made: dict[int, list[CertificateCopy]] = {}
    for copy in session.scalars(query.order_by(CertificateCopy.number)):
        made.setdefault(copy.certificate_id, []).append(copy)
    return made


OWN = (
    select(
        *(Certificate.register, Certificate.number, Certificate.expires_on),
        *(stored(CertificateVoid.at).label("void_at"), CertificateVoid.words),
    )
    .outerjoin(CertificateVoid, CertificateVoid.certificate_id == Certificate.id)
    .where(Certificate.enrolment_id == bindparam("enrolment"), ~IS_REPLACED)
    .order_by(CertificateVoid.id.is_not(None), Certificate.id.desc())
    .limit(1)
)


class Own(NamedTuple):
    """`void_at`: since when it counts no more; `words`: why, for its holder."""

    number: str
    expires_on: date | None
    void_at: datetime | None
    words: str | None


def own_numbers(database, enrolment_id) -> Own | None:
    """The certificate that stands, or else the last that was made void, as the private page names it: one statement of
    plain rows.
    """
    row = execute(database, OWN, enrolment=enrolment_id).one_or_none()
    if row is None:
        return None
    void_at = instant(row.void_at) if row.void_at else None
    return Own(shown(row.register, row.number), row.expires_on, void_at, row.words)
