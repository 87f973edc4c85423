"""Rules about hours: read, previewed with everybody whose hours they would change, then set."""

import pytest

from tests.attendance.taught import NOW, make_running, mark, parts_of, taking_part
from workforce import policies
from workforce.access import Role
from workforce.attendance.queries.standings import standings
from workforce.attendance.rules.completion import COMPLETION
from workforce.attendance.rules.credit import LATENESS
from workforce.attendance.rules.exemptions import EXEMPTIONS
from workforce.attendance.rules.qualifications import Qualification
from workforce.attendance.rules.reports import REPORTS
from workforce.catalogue.models import CourseKind, Mode
from workforce.policies import Policy

RULES = "/staff/policies/hours"
FOUR = ((180, Mode.LECTURE),) * 4


@pytest.fixture
def admin(browser):
    return browser(Role.ADMIN, "en")


def test_a_new_rule_shows_whose_hours_it_changes_before_it_is_set(admin, session):
    cohort = make_running(session, items=FOUR, ago=2)
    late = taking_part(session, cohort, family="山田", given="花")
    fine = taking_part(session, cohort, family="青木", given="愛")
    first = parts_of(session, cohort)[0]
    mark(session, late, first, 150)
    mark(session, fine, first, 180)
    session.commit()
    page = admin.get(f"{RULES}/lateness")
    assert "Set this rule" not in page.words

    shown = admin.submit(page, part_lost=["life_support_training"], source="県の要領")

    assert "For 1 person in the courses that run now this would change:" in shown.words
    assert f"山田 花 ({cohort.code}): 0 hours" in shown.words.replace("0 minutes", "0 hours")
    assert "→ 2 h 30 min" in shown.words
    assert "青木" not in shown.words
    assert session.query(Policy).count() == 0
    admin.submit(shown, save="yes")
    assert not policies.current(session, LATENESS, at=NOW).part_lost - {CourseKind.LIFE_SUPPORT_TRAINING}
    assert standings(session, [late.id], at=NOW)[late.id].lines[0].counted == 150


def test_what_completes_a_course_is_set_by_kind_of_course(admin, session):
    page = admin.get(f"{RULES}/completion")
    assert page.form()[1]["initial_training_written"] == "70"

    wrong = admin.submit(page, source="県の要領", initial_training_written="101")
    assert "A pass mark lies between 1 and 100" in wrong.words
    shown = admin.submit(wrong, source="県の要領", initial_training_written="80", workshop_identity="y")
    assert "nothing would change for anybody" in shown.words
    admin.submit(shown, save="yes")

    rule = policies.current(session, COMPLETION, at=NOW)
    assert rule.asked(CourseKind.INITIAL_TRAINING).written == 80
    assert rule.asked(CourseKind.WORKSHOP).identity
    assert rule.asked(CourseKind.INTRODUCTORY_TRAINING).written is None


def test_exemptions_and_reports_are_set(admin, session):
    page = admin.get(f"{RULES}/exemptions")
    assert admin.submit(page, source="県", initial_training_life_support_training="一").status == 422
    shown = admin.submit(page, source="県の要領", initial_training_life_support_training="1、3, 4")
    assert "subjects 1, 3, 4" in shown.words
    admin.submit(shown, save="yes")
    rule = policies.current(session, EXEMPTIONS, at=NOW)
    assert rule.subjects(CourseKind.INITIAL_TRAINING, Qualification.LIFE_SUPPORT_TRAINING) == (1, 3, 4)
    assert len(rule.subjects(CourseKind.PRACTITIONER_TRAINING, Qualification.HELPER_2)) == 8

    shown = admin.submit(admin.get(f"{RULES}/reports"), source="県の要領", kinds=["initial_training"])
    admin.submit(shown, save="yes")
    assert policies.current(session, REPORTS, at=NOW).is_allowed(CourseKind.INITIAL_TRAINING)
    assert admin.get(f"{RULES}/none").status == 404
