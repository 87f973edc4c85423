"""The pages: criteria in public, points without names, the ranking, the decision, and one's own points."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import all_in
from tests.enrolment.drawn import band
from tests.make import make_account, make_open_cohort
from tests.screening.assessed import AFTER, begun, close, decide, give, marked, screening, two, write
from workforce.access import Role
from workforce.catalogue.models import Overflow, Selection
from workforce.enrolment.models import Enrolment
from workforce.screening.actions import assessors, beginning
from workforce.screening.actions.refusals import CriteriaFinal, NamesHidden, NothingNew, ReasonNeeded
from workforce.screening.models import Assessor, Candidate, TieRule
from workforce.screening.queries import assessments, sheets


@pytest.fixture
def manager(browser):
    return browser(Role.COHORT_MANAGER)


def signed_in(browser, account):
    visitor = browser()
    visitor.sign_in(account)
    return visitor


def shift(session, cohort):
    """The cohort of the tests has closed long ago by the clock of the pages; its course is still to come."""
    ahead = datetime.now(UTC) + timedelta(days=30)
    cohort.starts_at, cohort.ends_at, cohort.changes_until = ahead, ahead, ahead
    session.commit()


def test_manager_writes_criteria_that_visitors_read_before_they_apply(manager, browser, session):
    cohort = make_open_cohort(session, selection=Selection.SCREENING)
    course = screening(session, people=0).course_id
    cohort.course_id = course
    session.commit()
    address = f"/staff/cohorts/{cohort.code}/criteria"
    done = manager.submit(
        manager.get(address),
        "#criteria-form",
        **{"criteria-0-name-ja": "これまでの経験", "criteria-0-look_for-ja": "家族の介護も", "criteria-0-most": "10"},
        **{"questions": "plan_after", "tie_rule": "lot", "minimum": "3"},
    )

    assert "saved" in manager.follow(done).flash or done.status == 303
    public = browser(language="en").get(f"/cohorts/{cohort.code}")
    assert "How we choose" in public.words
    assert "これまでの経験 up to 10 points" in public.words
    assert "Who has fewer than 3 points on average gets no seat" in public.words
    assert "If two people have the same points: By lot." in public.words


def test_criteria_page_asks_for_what_is_missing_and_loses_nothing(manager, session):
    cohort = screening(session, people=0)
    page = manager.submit(
        manager.get(f"/staff/cohorts/{cohort.code}/criteria"),
        "#criteria-form",
        **{"criteria-2-name-ja": "三つ目", "criteria-2-most": "500"},
    )

    assert page.status == 422
    assert page.select_one("#criteria-2-name-ja")["value"] == "三つ目"
    more = manager.submit(page, "#criteria-form", more="y")
    assert more.status in {200, 422}
    assert len(more.select("[name^=criteria-][name$=-most]")) > len(page.select("[name^=criteria-][name$=-most]"))


def test_criteria_are_copied_from_an_earlier_cohort(manager, session):
    first = screening(session, people=0)
    later = make_open_cohort(session, selection=Selection.SCREENING)
    later.course_id = first.course_id
    session.commit()
    page = manager.get(f"/staff/cohorts/{later.code}/criteria")
    assert first.code in page.words
    done = manager.submit(manager.get(f"/staff/cohorts/{later.code}/criteria?from={first.code}"), "#criteria-form")

    assert done.status == 303
    assert [one.most for one in sheets.newest(session, later.id).criteria] == [10, 5]


def test_assessor_reads_answers_and_nothing_that_says_who_it_is(browser, session):
    cohort, (first, _second) = begun(session, people=3)
    page = signed_in(browser, first).get(f"/instructor/assessments/{cohort.code}/1")

    assert page.status == 200
    assert "施設で働きたい" in page.words
    [enrolment] = session.scalars(
        select(Enrolment).join(Candidate, Candidate.enrolment_id == Enrolment.id).where(Candidate.number == 1)
    )
    text = str(page)
    for secret in ("山田", "ヤマダ", enrolment.receipt, "example.jp", "さくらの家", "1990"):
        assert secret not in text
    assert "●●です" in page.words


def test_points_are_kept_one_by_one_and_what_is_wrong_stays_typed(browser, session):
    cohort, (first, _second) = begun(session, people=2)
    visitor = signed_in(browser, first)
    one, two_ = (one.id for one in sheets.newest(session, cohort.id).criteria)
    address = f"/instructor/assessments/{cohort.code}/1"
    page = visitor.submit(visitor.get(address), "#marks-form", **{f"c{one}": "7", f"c{two_}": "99"})

    assert page.status == 422
    assert page.select_one(f"#c{two_}")["value"] == "99"
    again = visitor.get(address)
    assert again.select_one(f"#c{one}")["value"] == "7"
    onward = visitor.submit(again, "#marks-form", **{f"c{two_}": "5", "next": "y"})
    assert onward.location.endswith("/2")


def test_old_page_takes_back_nothing_that_was_given_since(browser, session):
    cohort, (first, _second) = begun(session, people=2)
    visitor = signed_in(browser, first)
    one, two_ = (one.id for one in sheets.newest(session, cohort.id).criteria)
    old = visitor.get(f"/instructor/assessments/{cohort.code}/1")
    visitor.submit(visitor.get(f"/instructor/assessments/{cohort.code}/1"), "#marks-form", **{f"c{one}": "7"})
    visitor.submit(old, "#marks-form", **{f"c{two_}": "2"})

    assert dict(next(iter(assessments.points(session, cohort.id).values()))) == {one: 7, two_: 2}


def test_one_input_is_kept_while_the_page_stays(browser, session):
    cohort, (first, _second) = begun(session, people=2)
    visitor = signed_in(browser, first)
    one = sheets.newest(session, cohort.id).criteria[0].id
    address = f"/instructor/assessments/{cohort.code}/1"
    _action, fields = visitor.get(address).form("#marks-form")
    part = visitor.post(address, fields | {f"c{one}": "4"}, block="saved", headers={"HX-Request": "true"})

    assert part.select_one(f"[name=seen{one}]")["value"] == "4"
    assert visitor.get(address).select_one(f"#c{one}")["value"] == "4"


def test_stranger_finds_no_applicants(browser, session):
    cohort, _both = begun(session, people=2)
    other = browser(Role.INSTRUCTOR)
    for address in ("", "/1", "/1/talk"):
        assert other.get(f"/instructor/assessments/{cohort.code}{address}").status == 404
    assert "Nobody waits" in browser(Role.INSTRUCTOR, "en").get("/instructor/assessments").words


def test_assessor_closes_and_never_sees_the_other_before(browser, session):
    cohort, (first, second) = begun(session, people=2)
    for number in (1, 2):
        give(session, cohort, first, number, 9, 5)
        give(session, cohort, second, number, 1, 1)
    session.commit()
    visitor = signed_in(browser, first)
    assert visitor.get(f"/instructor/assessments/{cohort.code}/1/talk").status == 404
    overview = visitor.get(f"/instructor/assessments/{cohort.code}")
    assert visitor.submit(overview, f"form[action$='{cohort.code}/closing']").status == 303
    assert visitor.get(f"/instructor/assessments/{cohort.code}/1/talk").status == 404

    close(session, cohort, second)
    session.commit()
    page = visitor.get(f"/instructor/assessments/{cohort.code}/1/talk")
    assert page.status == 200
    done = visitor.submit(page, **{"reason": ""})
    assert done.status == 303


def test_manager_names_assessors_and_decides(manager, browser, session):
    cohort = screening(session, people=3)
    band(session, cohort, 1, overflow=Overflow.KEEP)
    accounts = [make_account(session, Role.INSTRUCTOR, name) for name in ("佐藤 一", "鈴木 二")]
    shift(session, cohort)
    address = f"/staff/cohorts/{cohort.code}/screening"
    assert manager.submit(manager.get(address), f"form[action$='{cohort.code}/screening/beginning']").status == 303
    for account in accounts:
        assert manager.submit(manager.get(address), "#name-form", account=str(account.id)).status == 303
    assert manager.get(address).select_one("#decision-form") is None
    for account in accounts:
        for number, points in ((1, (9, 5)), (2, (5, 5)), (3, (5, 5))):
            give(session, cohort, account, number, *points)
        close(session, cohort, account)
    session.commit()

    page = manager.get(address)
    assert "山田" not in page.words
    assert manager.get(f"{address}/1").status == 200
    done = manager.submit(page, "#decision-form")
    assert done.status == 303
    assert manager.get(address).select_one("#decision-form") is None
    assert manager.submit(page, "#decision-form").status == 422


def test_order_that_is_left_to_us_is_asked_with_its_reason(manager, session):
    cohort = marked(session, {1: (5, 5), 2: (5, 5), 3: (9, 5)}, tie_rule=TieRule.DECISION)
    shift(session, cohort)
    page = manager.get(f"/staff/cohorts/{cohort.code}/screening")
    wrong = manager.submit(page, "#decision-form", place1="1", place2="1", reason0="理由")
    assert wrong.status == 422
    done = manager.submit(wrong, "#decision-form", place1="2", place2="1", reason0="夜勤があるため")

    assert done.status == 303
    assert "夜勤があるため" in manager.get(f"/staff/cohorts/{cohort.code}/screening").words


def test_somebody_is_named_where_one_knows_the_applicant(manager, browser, session):
    cohort, (first, _second) = begun(session, people=2)
    other = make_account(session, Role.CLERK, "第三 者")
    session.commit()
    visitor = signed_in(browser, first)
    assert visitor.post(f"/instructor/assessments/{cohort.code}/2/aside").status == 303
    assert visitor.post(f"/instructor/assessments/{cohort.code}/1/flag").status == 303
    assert visitor.get(f"/instructor/assessments/{cohort.code}/2").status == 404
    page = manager.get(f"/staff/cohorts/{cohort.code}/screening")
    assert manager.submit(page, "#one-form", number="2", other=str(other.id)).status == 303

    assert "2" in signed_in(browser, other).get(f"/instructor/assessments/{cohort.code}").words
    assert signed_in(browser, other).get(f"/instructor/assessments/{cohort.code}/1").status == 404


def test_last_points_are_taken_back(browser, session):
    cohort, (first, _second) = begun(session, people=2)
    give(session, cohort, first, 1, 4, 2)
    give(session, cohort, first, 1, 9, 2)
    session.commit()
    assert signed_in(browser, first).post(f"/instructor/assessments/{cohort.code}/last").status == 303

    [given] = assessments.points(session, cohort.id).values()
    assert sorted(given.values()) == [2, 4]


def test_manager_takes_somebody_out(manager, session):
    cohort, _both = begun(session, people=2)
    shift(session, cohort)
    named = session.scalars(select(Assessor)).first()
    page = manager.get(f"/staff/cohorts/{cohort.code}/screening")
    assert manager.submit(page, "#end-form", assessor=str(named.id), reason="休職").status == 303
    assert len(session.scalars(select(Assessor).where(Assessor.ended_at.is_(None))).all()) == 1


@pytest.mark.parametrize("language", ["ja", "easy", "en", "vi"])
def test_applicant_reads_how_it_came_and_the_own_points(app, browser, session, language):
    cohort, both = begun(session, people=2, capacity=1)
    enrolment = all_in(session, cohort)[0]
    visitor = browser(language=language)
    visitor.sign_in(owner(session, enrolment))
    assert f"/cohorts/{cohort.code}#criteria" in str(visitor.get(f"/enrolments/{enrolment.receipt}"))
    assert visitor.get(f"/enrolments/{enrolment.receipt}/points").status == 404

    for account, more in zip(both, (0, 1), strict=True):
        for number in (1, 2):
            give(session, cohort, account, number, 4 + number, 2 + more)
        close(session, cohort, account)
    decide(session, cohort)
    session.commit()
    page = visitor.get(f"/enrolments/{enrolment.receipt}")
    assert f"/enrolments/{enrolment.receipt}/points" in str(page)
    points = visitor.get(f"/enrolments/{enrolment.receipt}/points")
    assert re.search(r"[78]\.5", points.words)
    assert "佐藤" not in points.words


def owner(session, enrolment):
    account = make_account(session, Role.PERSON)
    account.person_id = enrolment.person_id
    session.flush()
    return account


def test_staff_home_says_what_waits(manager, browser, session):
    cohort, (first, second) = begun(session, people=1)
    assert "1" in signed_in(browser, make_account(session, Role.CLERK)).get("/staff/").words
    for account in (first, second):
        give(session, cohort, account, 1, 1, 1)
        close(session, cohort, account)
    session.commit()
    assert f"/staff/cohorts/{cohort.code}/screening" in str(manager.get("/staff/"))


def test_clerk_who_gives_points_finds_it_on_the_first_page(browser, session):
    cohort = screening(session, people=1)
    clerk = make_account(session, Role.CLERK)
    beginning.begin(session, cohort.id, by=None, at=AFTER)
    assessors.name(session, cohort.id, account_id=clerk.id, by=None, at=AFTER)
    session.commit()
    assert f"/instructor/assessments/{cohort.code}" in str(signed_in(browser, clerk).get("/staff/"))


def test_criteria_that_people_can_read_change_only_with_a_reason(app, session):
    cohort = screening(session, people=1)
    with pytest.raises(NothingNew):
        write(session, cohort)
    with pytest.raises(ReasonNeeded):
        write(session, cohort, minimum=3)
    write(session, cohort, minimum=3, reason="書き忘れ")
    assert [one.number for one in sheets.versions(session, cohort.id)] == [2, 1]
    two(session, cohort)
    beginning.begin(session, cohort.id, by=None, at=AFTER)
    with pytest.raises(CriteriaFinal):
        write(session, cohort, minimum=4, reason="x")


def test_who_gives_points_reads_no_names_before_it_is_decided(browser, session):
    cohort = screening(session, people=1)
    clerk = make_account(session, Role.CLERK)
    assessors.name(session, cohort.id, account_id=clerk.id, by=None, at=AFTER)
    receipt = all_in(session, cohort)[0].receipt
    session.commit()
    visitor = signed_in(browser, clerk)
    of_enrolment = ("", "/answers", "/cancellation", "/consent", "/dates", "/guardian")
    addresses = [f"cohorts/{cohort.code}{page}" for page in ("", "/seats")]
    addresses += [f"enrolments/{receipt}{page}" for page in of_enrolment]
    for address in addresses:
        page = visitor.get(f"/staff/{address}")
        assert page.status == 409
        assert "山田" not in str(page)
    assert browser(Role.CLERK).get(f"/staff/cohorts/{cohort.code}").status == 200


def test_second_account_of_somebody_who_gives_points_reads_no_names_either(session):
    cohort = screening(session, people=1)
    first, second = make_account(session, Role.INSTRUCTOR), make_account(session, Role.CLERK)
    second.person_id = first.person_id
    session.flush()
    assessors.name(session, cohort.id, account_id=first.id, by=None, at=AFTER)

    with pytest.raises(NamesHidden):
        assessors.refuse_names(session, cohort, second)
