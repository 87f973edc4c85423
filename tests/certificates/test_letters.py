"""What holders are told: the first certificate, another in its place, one that counts no more."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.certificates.completed import NOW, completed, issue, issued_one, loaded, over
from tests.enrolment.applying import record
from workforce.catalogue.models import CourseKind
from workforce.certificates.actions import correcting
from workforce.certificates.actions.correcting import Work
from workforce.certificates.actions.letters import tell_once
from workforce.outbox import Message, letters

BY = {"by": None, "at": NOW}
WHY = {"reason": "別人に交付", "words": "ほかの人の名前で作ってしまいました。"}


@pytest.fixture(autouse=True)
def speaks(app):
    with app.app_context():
        yield


def written(session, template):
    """The newest letter of this kind."""
    query = select(Message).where(Message.template == template).order_by(Message.id.desc())
    return letters.written(session.scalars(query).first())


def holder(session, **given):
    cohort = over(session, kind=CourseKind.CERTIFIED_HELPER)
    enrolment = completed(session, cohort, 1, **given)
    [certificate] = issue(session, cohort)
    return record(session, enrolment), certificate


def test_who_holds_a_void_one_reads_in_their_language_why_and_what_they_can_do(session):
    enrolment, certificate = holder(session, language="en")

    correcting.void(session, enrolment, certificate, **WHY, **BY)

    letter = written(session, "certificate_void")
    assert letter.subject.startswith("Your certificate does not count any more")
    assert "NH-2026-00001" in letter.body
    assert WHY["words"] in letter.body
    assert WHY["reason"] not in letter.body
    assert "Please call us or come to the centre" in letter.body


def test_nobody_is_congratulated_twice(session):
    enrolment, first = holder(session, language="en")
    assert "congratulations" in written(session, "certificate_ready").body

    second = correcting.replace(session, enrolment, first, reason="改姓", key="a", **BY)
    tell_once(session, enrolment, second, at=NOW)
    assert "please bring it back to us" in written(session, "certificate_ready").body

    later = {"by": None, "at": NOW + timedelta(days=500)}
    work = Work("みほん会", "在職証明書", date(2026, 9, 1), date(2027, 3, 1))
    third = correcting.renew(session, enrolment, second, work, key="b", **later)
    tell_once(session, enrolment, third, at=later["at"])
    assert "because you have worked" in written(session, "certificate_ready").body

    correcting.void(session, enrolment, third, **WHY, **later)
    issue(session, loaded(session, enrolment.cohort))
    again = written(session, "certificate_ready")
    assert "It takes the place of the one that does not count any more." in again.body
    assert again.subject.startswith("Your new certificate is ready")


def test_nobody_is_written_to_of_whom_nothing_personal_is_left(session):
    enrolment, certificate = issued_one(session)
    enrolment.forgotten_at = NOW
    session.flush()

    correcting.void(session, enrolment, certificate, **WHY, **BY)

    assert session.scalars(select(Message).where(Message.template == "certificate_void")).all() == []
