"""What waits for staff: who may drop out, who showed no document, and what is to be decided."""

from datetime import timedelta

import pytest

from tests.attendance.taught import NOW, make_running, mark, parts_of, taking_part
from tests.make import make_account
from workforce import policies
from workforce.access import Role
from workforce.attendance.actions import exemptions, overrides
from workforce.attendance.rules.completion import COMPLETION
from workforce.attendance.rules.exemptions import EXEMPTIONS
from workforce.attendance.rules.qualifications import Qualification
from workforce.catalogue.models import Mode
from workforce.desk.queries.todo import Kind, waiting
from workforce.people.models import Document, IdentityCheck

LONG = ((60, Mode.LECTURE),) * 12
KINDS = [Kind.AT_RISK, Kind.NO_DOCUMENT, Kind.EXEMPTION, Kind.OVERRIDE]


@pytest.fixture
def cohort(session):
    """Nine or ten lessons are over, a few are to come."""
    return make_running(session, items=LONG, ago=10, capacity=20)


def found(session, by, *, at=NOW):
    return {
        kind: [row.ref for row in rows] for kind, rows in waiting(session, at=at, kinds=KINDS, account_id=by.id).items()
    }


def attend(session, enrolment, cohort, minutes):
    for part, present in zip(parts_of(session, cohort), minutes, strict=False):
        mark(session, enrolment, part, present)


def test_who_was_absent_twice_or_is_silent_is_called(session, cohort):
    good, twice, silent, came_back = (taking_part(session, cohort) for _n in range(4))
    attend(session, good, cohort, [60] * 9)
    attend(session, twice, cohort, [60, 60, 60, 60, 60, 60, 0, 0, 60])
    attend(session, silent, cohort, [60, 0])
    attend(session, came_back, cohort, [0, 60, 60])

    waits = found(session, make_account(session))

    assert waits[Kind.AT_RISK] == [silent.receipt, twice.receipt]


def test_who_showed_no_document_stands_on_the_list_until_somebody_saw_one(session, cohort):
    enrolment, by = taking_part(session, cohort), make_account(session)
    assert found(session, by)[Kind.NO_DOCUMENT] == [enrolment.receipt]
    seen = {"checked_on": NOW.date(), "recorded_at": NOW, "checked_by_id": by.id}
    session.add(IdentityCheck(person_id=enrolment.person_id, document=Document.PASSPORT, **seen))
    assert found(session, by)[Kind.NO_DOCUMENT] == []


def test_document_is_asked_for_by_the_rule_that_counts_today(session, cohort):
    enrolment, by = taking_part(session, cohort), make_account(session)
    given = {"source": "要綱", "by": by, "at": NOW}
    without = {"initial_training": {"written": 70, "identity": False}}
    policies.set_rule(session, COMPLETION, from_day=NOW.date() + timedelta(days=5), values=without, **given)
    assert found(session, by)[Kind.NO_DOCUMENT] == [enrolment.receipt]
    policies.set_rule(session, COMPLETION, from_day=NOW.date() + timedelta(days=1), values=without, **given)
    assert found(session, by, at=NOW + timedelta(days=1))[Kind.NO_DOCUMENT] == []


def test_questions_wait_for_whoever_may_decide_them(session, cohort, browser):
    enrolment, by = taking_part(session, cohort), make_account(session)
    values = {"initial_training": {"introductory_training": [1]}}
    today = (NOW + timedelta(hours=9)).date()
    policies.set_rule(session, EXEMPTIONS, from_day=today, values=values, source="県", by=by, at=NOW)
    given = {"document": "修了証", "document_on": None, "by": None, "at": NOW}
    exemptions.ask(session, enrolment, qualification=Qualification.INTRODUCTORY_TRAINING, **given)
    overrides.ask(session, enrolment, reason="台風", by=by, at=NOW)
    waits = found(session, by)
    assert waits[Kind.EXEMPTION] == [enrolment.receipt]
    assert waits[Kind.OVERRIDE] == [], "not by whoever asked"
    assert found(session, make_account(session))[Kind.OVERRIDE] == [enrolment.receipt]

    session.commit()
    page = browser(Role.COHORT_MANAGER, "en").get("/staff/")
    assert "Completion against the rule: to decide" in page.words
    assert "Subjects to leave out: to decide" in page.words
