"""One certificate is made: everything that may be wrong with its person is said before it has a number."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ... import clock, history, policies
from ...enrolment.models import State
from ...people.rules.receipts import new_code
from ..models import Certificate
from ..rules.content import Award, frozen, unprintable
from ..rules.issuer import ISSUER, Issuer
from ..rules.numbers import shown
from ..rules.registers import REGISTERS, Register
from .numbering import next_number
from .refusals import BirthDateMissing, Forgotten, NoIssuer, NoRegister, NotOfCourse, NotPrintable


@dataclass(frozen=True)
class Rules:
    """What counts on the day of issue."""

    register: Register
    issuer: Issuer


def rules_of(session, kind, *, at: datetime) -> Rules:
    return Rules(*policies.current_of(session, REGISTERS[kind], ISSUER, at=at))


def refuse_course(rules: Rules):
    """Raises NoRegister, NoIssuer."""
    if not rules.register.is_issued:
        raise NoRegister
    if not rules.issuer.is_known:
        raise NoIssuer


def refuse_person(enrolment):
    """`enrolment` with its person. Raises NotOfCourse, Forgotten, BirthDateMissing, NotPrintable."""
    person = enrolment.person
    if enrolment.forgotten_at or person.forgotten_at:
        raise Forgotten
    if enrolment.state is not State.CONFIRMED:
        raise NotOfCourse
    if person.birth_date is None:
        raise BirthDateMissing
    if letters := unprintable(person):
        raise NotPrintable(letters=letters)


def make(
    session, enrolment, award: Award, rules: Rules, *, ends: date | None, key: str, by, at, replaces=None, **more: Any
) -> Certificate:
    """The certificate with the next number. Whoever calls holds the enrolment; `more` is kept with the content."""
    today = clock.today(at)
    register = rules.register.name(today)
    number = next_number(session, register)
    content = frozen(
        enrolment.person,
        award,
        rules.register,
        rules.issuer,
        number=shown(register, number),
        language=enrolment.language,
        today=today,
        ends=ends,
    )
    certificate = Certificate(
        register=register,
        number=number,
        code=new_code(secrets.choice),
        enrolment_id=enrolment.id,
        completed_on=award.completed_on,
        issued_on=today,
        expires_on=ends,
        content=content | more,
        replaces_id=replaces.id if replaces else None,
        key=key,
        by_id=by.id if by else None,
        at=at,
    )
    session.add(certificate)
    session.flush()
    history.record(session, certificate, "certificate_issued", by=by, at=at)
    return certificate


def award_of(enrolment, minutes: int, completed_on: date) -> Award:
    course = enrolment.cohort.course
    return Award(course.kind, course.title, minutes, completed_on)


def first_key(enrolment_id: int, before: int) -> str:
    """Of the next certificate that this enrolment gets without replacing one, after so many `before`: unique, so nobody
    makes it twice.
    """
    return f"enrolment:{enrolment_id}:{before}"
