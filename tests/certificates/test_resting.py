"""What a certificate rests on is not taken back under it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.attendance.taught import parts_of
from tests.attendance.test_marking import given
from tests.certificates.completed import NOW, all_certificates, completed, issue, over
from tests.enrolment.applying import record
from tests.make import make_account
from workforce.access import Role
from workforce.attendance.actions import assessments, contests
from workforce.attendance.actions.assessments import Typed
from workforce.attendance.models import AssessmentKind, AssessmentResult, Status
from workforce.audit.checks.certificates import certificates_without_grounds
from workforce.catalogue.models import CourseKind
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.certificates.actions import correcting
from workforce.certificates.actions.refusals import RestsOnThis

LATER = NOW + timedelta(days=1)


@pytest.fixture
def tested(app, session):
    """(enrolment, its certificate, its result) of somebody who passed the test of 生活援助従事者研修."""
    cohort = over(session, kind=CourseKind.LIFE_SUPPORT_TRAINING)
    enrolment = completed(session, cohort, 1)
    brief = cohort_brief(session, cohort.code)
    passed = [Typed(enrolment.id, points=80)]
    on = {"taken_on": NOW.date(), "out_of": 100, "by": make_account(session), "at": NOW}
    [result] = assessments.record(session, brief, AssessmentKind.WRITTEN, passed, **on)
    issue(session, cohort)
    session.commit()
    return record(session, enrolment), all_certificates(session)[0], session.get(AssessmentResult, result.id)


def test_a_result_stays_until_its_certificate_is_void(session, tested):
    enrolment, certificate, result = tested
    taking_back = {"reason": "採点の誤り", "by": make_account(session, Role.CLERK), "at": LATER}
    session.commit()
    with pytest.raises(RestsOnThis) as refused:
        assessments.end(session, result, **taking_back)
    assert refused.value.values["number"] == certificate.content["number"]
    session.rollback()

    said = {"reason": "採点の誤り", "words": "採点にまちがいがありました。"}
    correcting.void(session, record(session, enrolment), certificate, **said, by=None, at=LATER)
    assessments.end(session, session.get(AssessmentResult, result.id), **taking_back)
    assert certificates_without_grounds(session, LATER) == []


def test_an_absence_is_not_put_under_a_certificate(session, tested):
    enrolment, _certificate, _result = tested
    part = parts_of(session, enrolment.cohort)[0]
    absent = given(enrolment, Status.ABSENT, reason="名簿の誤り")
    with pytest.raises(RestsOnThis):
        contests.change(session, enrolment, part.session_id, absent, by=make_account(session), at=LATER)


def test_whatever_was_taken_back_in_another_way_is_found_at_night(session, tested):
    _enrolment, certificate, _result = tested
    result = session.scalars(select(AssessmentResult)).one()
    result.ended_at, result.ended_reason = LATER, "x"
    session.flush()

    assert certificates_without_grounds(session, LATER) == [certificate.id]
