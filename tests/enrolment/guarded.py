"""Somebody under 18, the guardian they named, and that guardian's answers, without any page."""

from dataclasses import replace

from sqlalchemy import select

from tests.enrolment.applying import apply, record, somebody
from tests.make import MONDAY
from workforce.enrolment.actions import guardians
from workforce.enrolment.models import Enrolment, GuardianRequest
from workforce.enrolment.models.consents import Channel, Purpose
from workforce.enrolment.queries import guardians as queries
from workforce.enrolment.rules.guardians import NamedGuardian
from workforce.people.rules import ages

FATHER = NamedGuardian("山田 一郎", "父", "vi", "chichi@example.jp")
ON_PAPER = replace(FATHER, mail=None)
YES = {Purpose.TAKING_PART: True}
NO = {Purpose.TAKING_PART: False}
BORN = MONDAY.date().replace(year=MONDAY.year - 16)


def young(n, *, guardian=FATHER, **given):
    return somebody(n, birth_date=BORN, guardian=guardian, **given)


def apply_young(session, cohort, n=1, *, at=MONDAY, guardian=FATHER, **given):
    return apply(session, cohort, young(n, guardian=guardian, **given), at=at)


def request_of(session, enrolment):
    query = select(GuardianRequest).where(GuardianRequest.enrolment_id == enrolment.id)
    return session.scalars(query.where(GuardianRequest.ended_at.is_(None))).one()


def answer(session, enrolment, said=YES, *, at=MONDAY, request=None, name="山田 一郎"):
    session.expire_all()
    request = request or request_of(session, enrolment)
    found = queries.asked(session, request.id)
    guardians.answer(
        session,
        found.request,
        found.enrolment,
        said=said,
        guardian_name=name,
        relation="父",
        channel=Channel.LINK,
        language="vi",
        at=at,
    )


def revoke(session, enrolment, *, at=MONDAY):
    session.expire_all()
    found = queries.asked(session, request_of(session, enrolment).id)
    guardians.revoke(session, found.request, found.enrolment, channel=Channel.LINK, language="vi", at=at)


def change(session, enrolment, purpose, *, given, at=MONDAY):
    session.expire_all()
    found = queries.asked(session, request_of(session, enrolment).id)
    guardians.change(
        session, found.request, found.enrolment, purpose, given=given, channel=Channel.LINK, language="vi", at=at
    )


def state(session, enrolment):
    session.expire_all()
    return session.get(Enrolment, enrolment.id).state


def comes_of_age(session, enrolment, at):
    """Their eighteenth birthday is the day after `at`: by the law they are of age on that day."""
    person = record(session, enrolment).person
    day = at.date()
    person.birth_date = day.replace(year=day.year - ages.ADULT, day=day.day + 1)
    session.flush()
