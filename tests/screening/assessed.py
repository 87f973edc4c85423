"""Cohorts whose people are chosen by criteria, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.enrolment.applying import apply, loaded, somebody
from tests.make import MONDAY, make_account, make_cohort, make_course
from workforce.access import Role
from workforce.catalogue.models import Selection
from workforce.enrolment.rules.bands import TIE
from workforce.i18n.wording import localized_text
from workforce.screening.actions import assessors, beginning, deciding, marking, sheets
from workforce.screening.actions.sheets import Wanted
from workforce.screening.models import TieRule
from workforce.screening.queries import assessments, rankings

CLOSES = MONDAY + timedelta(days=7)
AFTER = CLOSES + timedelta(hours=1)
QUESTIONS = ["plan_after", "done_before"]
CRITERIA = (
    Wanted(
        localized_text(
            "学んだことの生かし方", easy="{習|なら}ったことを どう {使|つか}うか", vi="Dự định sau khóa học"
        ),
        localized_text("具体的に書いているか", easy="くわしく {書|か}いて ありますか", vi="Nội dung cụ thể"),
        10,
    ),
    Wanted(
        localized_text("これまでの経験", easy="{今|いま}までの {経験|けいけん}", vi="Kinh nghiệm đến nay"),
        localized_text("家族の介護や地域の活動も含む", easy="{家族|かぞく}の {介護|かいご}も", vi="Gồm cả việc nhà"),
        5,
    ),
)
ANSWERS = {
    "plan_after": {"value": "山田です。施設で働きたい。", "asked": "What will you do with what you learn?"},
    "done_before": {"value": "祖母の介護", "asked": "What have you done so far?"},
    "workplace": {"value": "さくらの家", "asked": "Where do you work in care?"},
}


def write(session, cohort, *, criteria=CRITERIA, minimum=None, tie_rule=TieRule.LOT, reason=None, at=MONDAY):
    given = {"questions": QUESTIONS, "minimum": minimum, "tie_rule": tie_rule, "reason": reason}
    return sheets.write(session, loaded(session, cohort), criteria=criteria, **given, by=None, at=at)


def screening(session, *, people=4, capacity=2, ties=(), minimum=None, tie_rule=TieRule.LOT, **given):
    """A cohort with its sheet to which `people` have applied. `ties`: what each says of the city."""
    course = given.pop("course", None) or make_course(session, items=(), questions=[TIE, *QUESTIONS, "workplace"])
    cohort = make_cohort(session, course=course, capacity=capacity, **{"selection": Selection.SCREENING, **given})
    write(session, cohort, minimum=minimum, tie_rule=tie_rule)
    for n in range(people):
        tie = {TIE: {"value": ties[n], "asked": "?"}} if ties else {}
        apply(session, cohort, replace(somebody(n), answers=ANSWERS | tie))
    return cohort


def begun(session, **given):
    """(the cohort, its two assessors): the list is closed. No. 1, 2, 3 … are a mixed order of the applicants."""
    cohort = screening(session, **given)
    beginning.begin(session, cohort.id, by=None, at=AFTER, random=Random(1))
    return cohort, two(session, cohort)


def two(session, cohort):
    accounts = [make_account(session, Role.INSTRUCTOR, name) for name in ("佐藤 一", "鈴木 二")]
    for account in accounts:
        assessors.name(session, cohort.id, account_id=account.id, by=None, at=AFTER)
    return accounts


def criterion_ids(session, cohort):
    return [one.id for one in assessments.assessment(session, cohort.id).criteria]


def give(session, cohort, account, number, *points, at=AFTER):
    """`points` in the order of the criteria."""
    given = dict(zip(criterion_ids(session, cohort), points, strict=True))
    return marking.give(session, cohort.id, number=number, points=given, by=account, at=at)


def close(session, cohort, account):
    marking.close(session, cohort.id, by=account, at=AFTER)


def marked(session, points: Mapping[int, tuple[int, ...]], **given):
    """The cohort after both have given everybody the same `points`, {number: points}, and closed."""
    cohort, both = begun(session, people=len(points), **given)
    for account in both:
        for number, of in points.items():
            give(session, cohort, account, number, *of)
        close(session, cohort, account)
    return cohort


def basis(session, cohort):
    return rankings.basis(session, cohort.id, assessments.assessment(session, cohort.id))


def decide(session, cohort, *, by=None, ordered=(), at=AFTER):
    seen = deciding.fingerprint(basis(session, cohort))
    return deciding.decide(session, cohort.id, seen=seen, ordered=ordered, by=by, at=at)


def outcomes(session, decision):
    """{number: (rank, outcome)}."""
    return {number: (one.rank, one.outcome.value) for number, one in rankings.placings(session, decision.id)}
