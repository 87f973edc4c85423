"""Several processes issue for the same cohort and for another of the same register, one is killed in the middle."""

import os
import signal

import pytest
from sqlalchemy import select

from tests.certificates.completed import NOW, all_certificates, completed, over
from tests.storm.test_screening import together
from workforce.audit import running
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.certificates.actions import cohorts
from workforce.certificates.models import CertificateNumbering
from workforce.certificates.queries import readiness
from workforce.database import transaction
from workforce.outbox import Message

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
