"""Several processes issue for the same cohort and for another of the same register, one is killed in the middle."""

import os
import signal

import pytest
from sqlalchemy import select

from tests.attendance.taught import parts_of
from tests.certificates.completed import NOW, all_certificates, completed, over
from tests.make import make_account
from tests.storm.test_screening import together
from workforce.attendance.actions import contests
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import Status
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.certificates.actions import cohorts
from workforce.certificates.models import CertificateNumbering
from workforce.certificates.queries import readiness
from workforce.database import transaction
from workforce.enrolment.queries import records
from workforce.outbox import Message
from workforce.people.models import Account

pytestmark = pytest.mark.storm

PEOPLE, TIMES = 4, 2


def issue(code, *, dies=False):
    """As the page does it: who is ready is read first, and somebody else may be faster."""
    with transaction(writes=False) as session:
        found = readiness.candidates(session, cohort_brief(session, code).id, at=NOW)
        seen = cohorts.mark_of([one for one in found if one.is_ready])
    with transaction() as session:
        cohorts.issue_all(session, cohort_brief(session, code), seen=seen, by=None, at=NOW)
        session.flush()
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)


def issue_and_die(_app, code):
    issue(code, dies=True)


def test_numbers_have_no_gap_and_everybody_has_one(app, processes, session):
    one, other = over(session), over(session)
    for number in range(PEOPLE):
        completed(session, one, number)
        completed(session, other, 100 + number)
    codes = one.code, other.code
    session.commit()

    assert processes.start(issue_and_die, codes[0]).join() == -signal.SIGKILL
    said = together(processes, *[(issue, code) for code in codes for _time in range(TIMES)])

    assert said.count("done") == len(codes)
    assert set(said) - {"done"} <= {"NobodyReady", "SeenBefore"}
    session.expire_all()
    made = all_certificates(session)
    assert sorted(certificate.number for certificate in made) == list(range(1, 2 * PEOPLE + 1))
    assert len({certificate.enrolment_id for certificate in made}) == len(made)
    assert session.scalars(select(CertificateNumbering)).one().last == 2 * PEOPLE
    letters = select(Message.person_id).where(Message.template == "certificate_ready")
    assert len(session.scalars(letters).all()) == 2 * PEOPLE
    with app.app_context():
        assert not [name for name in running.found(session, at=NOW) if "certificate" in name]


def record_as_absent(enrolment_id, session_id, account_id):
    with transaction() as session:
        [enrolment] = records.by_ids(session, [enrolment_id])
        absent = Given("correction", enrolment_id, Status.ABSENT, reason="名簿の誤り")
        contests.change(session, enrolment, session_id, absent, by=session.get_one(Account, account_id), at=NOW)


def test_hours_go_or_a_certificate_comes_and_never_both(app, processes, session):
    cohort, clerk = over(session), make_account(session)
    enrolment = completed(session, cohort, 1)
    lesson = parts_of(session, cohort)[0].session_id
    code, correction = cohort.code, (record_as_absent, enrolment.id, lesson, clerk.id)
    session.commit()

    said = together(processes, (issue, code), correction)

    assert said in (["RestsOnThis", "done"], ["NobodyReady", "done"], ["SeenBefore", "done"])
    session.expire_all()
    with app.app_context():
        assert running.found(session, at=NOW, names=["certificates_without_grounds"]) == {}
