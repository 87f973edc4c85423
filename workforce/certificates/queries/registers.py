"""The register of completers (修了者名簿): who got which certificate, as it was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ...catalogue.models import Cohort
from ...enrolment.models import Enrolment
from ...people.rules.ages import fiscal_year
from ..models import Certificate, CertificateNumbering, CertificateVoid
from ..rules.numbers import shown
from .certificates import successor


@dataclass(frozen=True)
class Line:
    """One certificate. `note`: what became of it, in Japanese, as the register says it."""

    id: int
    enrolment_id: int
    number: str
    content: dict[str, Any]
    code: str
    completed_on: date
    issued_on: date
    expires_on: date | None
    note: str

    @property
    def born(self) -> date | None:
        return date.fromisoformat(self.content["birth_date"]) if self.content["birth_date"] else None


def summary(session) -> Sequence[Any]:
    """(register, last number, certificates that were made void), by name."""
    void = (
        select(Certificate.register, func.count().label("count"))
        .join(CertificateVoid, CertificateVoid.certificate_id == Certificate.id)
        .group_by(Certificate.register)
        .subquery()
    )
    query = select(CertificateNumbering.register, CertificateNumbering.last, func.coalesce(void.c.count, 0))
    query = query.outerjoin(void, void.c.register == CertificateNumbering.register)
    return session.execute(query.where(CertificateNumbering.last > 0).order_by(CertificateNumbering.register)).all()


def years_of(session) -> dict[str, list[int]]:
    """{register: the fiscal years in which certificates went into it}."""
    query = select(Certificate.register, func.min(Certificate.issued_on), func.max(Certificate.issued_on))
    rows = session.execute(query.group_by(Certificate.register))
    return {register: list(range(fiscal_year(first), fiscal_year(last) + 1)) for register, first, last in rows}


def of_register(session, register: str, year: int | None = None) -> list[Line]:
    """Of one fiscal `year`, or all."""
    within = [] if year is None else [Certificate.issued_on.between(date(year, 4, 1), date(year + 1, 3, 31))]
    return lines(session, Certificate.register == register, *within)


def of_cohort(session, cohort_id: int) -> list[Line]:
    return lines(session, Cohort.id == cohort_id)


def lines(session, *where) -> list[Line]:
    """In the order of their numbers."""
    query = (
        select(Certificate, CertificateVoid.at, successor.register, successor.number, Cohort.code)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(CertificateVoid, CertificateVoid.certificate_id == Certificate.id)
        .outerjoin(successor, successor.replaces_id == Certificate.id)
        .where(*where)
        .order_by(Certificate.register, Certificate.number)
    )
    return [line(*row) for row in session.execute(query)]


def line(certificate, void_at, register, number, code) -> Line:
    note = "無効" if void_at else f"{shown(register, number)}に差替え" if register else ""
    return Line(
        certificate.id,
        certificate.enrolment_id,
        shown(certificate.register, certificate.number),
        certificate.content,
        code,
        certificate.completed_on,
        certificate.issued_on,
        certificate.expires_on,
        note,
    )
