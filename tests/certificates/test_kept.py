"""What of a certificate stays when the records of its course go; and who is told before theirs ends."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from tests.certificates.completed import NOW, all_certificates, completed, issue, issued_one, over
from tests.enrolment.applying import record
from workforce.access import Role
from workforce.audit import running
from workforce.catalogue.models import CourseKind
from workforce.certificates.actions import correcting, reminding
from workforce.certificates.models import CertificateCopy
from workforce.certificates.queries import ending
from workforce.operations import retention
from workforce.operations.retention import enrolments
from workforce.outbox import Message
from workforce.people.models import Person
from workforce.settings import Keeping

BY = {"by": None, "at": NOW}
GO = datetime(2032, 4, 1, 3, tzinfo=UTC)
SOON = timedelta(days=3 * 365 - 60)


def forget(session, app):
    session.commit()
    with app.app_context():
        retention.run(lambda: GO, Keeping())
    session.expire_all()
    return all_certificates(session)


def test_register_by_law_keeps_name_and_birth_date_for_good(app, session):
    enrolment, certificate = issued_one(session)
    copied = {"document": "passport", "reason": "紛失", "seen": 0}
    correcting.copy(session, enrolment, certificate, **copied, **BY)
    name = certificate.content["name"]

    [kept] = forget(session, app)

    assert (kept.content["name"], kept.content["birth_date"], kept.forgotten_at) == (name, "1951-02-02", None)
    copy = session.scalars(select(CertificateCopy)).one()
    assert (copy.reason, copy.document) == ("", "")
    assert session.scalars(select(Person).where(Person.forgotten_at.is_not(None))).first()
    with app.app_context():
        assert not [name for name in running.found(session, at=GO) if "certificate" in name]


def test_register_of_a_workshop_loses_its_names(app, session):
    issued_one(session, kind=CourseKind.WORKSHOP)

    [kept] = forget(session, app)

    assert (kept.content["name"], kept.content["birth"], kept.forgotten_at) == ("", "", GO)
    assert kept.content["number"] == "KS-2026-00001"
    assert kept.content["course"]["ja"]


def endings(session):
    query = select(Message).where(Message.template == "certificate_ending")
    return list(session.scalars(query.execution_options(populate_existing=True)))


def test_whoever_has_one_that_ends_soon_is_told_once(app, session):
    enrolment, certificate = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)
    session.commit()
    assert ending.due(session, at=NOW + SOON - timedelta(days=31)) == []
    assert ending.due(session, at=NOW + SOON) == [certificate.id]
    session.rollback()

    with app.app_context():
        reminding.remind_all(lambda: NOW + SOON)
        reminding.remind_all(lambda: NOW + SOON)

    session.expire_all()
    [letter] = endings(session)
    assert (letter.person_id, letter.details["months"]) == (enrolment.person_id, 6)
    assert ending.due(session, at=NOW + SOON) == []


def test_nobody_is_told_of_what_does_not_count_or_is_taken_again(app, session):
    enrolment, certificate = issued_one(session, kind=CourseKind.CERTIFIED_HELPER)
    correcting.void(session, enrolment, certificate, reason="x", words="お名前がまちがっていました。", **BY)
    assert ending.due(session, at=NOW + SOON) == []

    cohort = over(session, kind=CourseKind.CERTIFIED_HELPER)
    first = completed(session, cohort, 7)
    issue(session, cohort)
    again = over(session, kind=CourseKind.CERTIFIED_HELPER)
    second = completed(session, again, 8)
    session.execute(update(Person).where(Person.id == second.person_id).values(merged_into_id=first.person_id))
    record(session, second)
    issue(session, again, at=NOW + timedelta(days=1))
    assert ending.due(session, at=NOW + SOON) == [all_certificates(session)[2].id]


def test_whose_name_is_deleted_is_not_printed_with_the_others(browser, session):
    cohort = over(session, kind=CourseKind.WORKSHOP)
    first, _second = [completed(session, cohort, n) for n in (1, 2)]
    issue(session, cohort)
    enrolments.forget(session, [first.id], GO)
    session.commit()
    clerk = browser(Role.CLERK)

    assert clerk.client.get(f"/ja/staff/cohorts/{cohort.code}/certificates.pdf").status_code == 200
