"""Staff note the papers of those who teach and set what a subject asks for; those who teach read what is noted."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.attendance.lessons import cohort_of
from tests.make import MONDAY, make_cohort, make_course, make_operator, make_person
from tests.scheduling.teaching import (
    STATUTORY,
    lesson_at,
    make_instructor,
    make_licence,
    make_place,
    make_practice,
    name,
)
from workforce import clock
from workforce.access import Role
from workforce.catalogue.models import Course, Mode
from workforce.history import Entry
from workforce.people.models import Person
from workforce.scheduling.actions import merging
from workforce.scheduling.models import Engagement, Instructor, Licence, Practice
from workforce.scheduling.rules.licences import LicenceKind

TODAY = clock.today(datetime.now(UTC))
SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=20)


@pytest.fixture
def teacher(session):
    return make_instructor(session)


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK)


def statutory(session, starts_at=SOON):
    course = make_course(session, kind=STATUTORY, items=((50, Mode.LECTURE), (60, Mode.LECTURE)))
    return lesson_at(session, starts_at, cohort=make_cohort(session, course=course, starts_at=starts_at))


def qualified(session, account):
    make_licence(session, account)
    make_practice(session, account)


def test_list_says_what_each_may_teach_and_how_much_is_to_come(clerk, session, teacher, count_statements):
    qualified(session, teacher)
    name(session, statutory(session), teacher)
    other = make_instructor(session, "鈴木 先生")
    clerk.get("/staff/instructors")
    with count_statements() as seen:
        page = clerk.get("/staff/instructors")

    rows = {row.select_one("th").text.strip(): row.text for row in page.select("tbody tr")}
    assert "2時間" in rows["田村 先生"]
    assert "1" in rows["田村 先生"]
    assert "鈴木 先生" in rows
    assert len(seen) <= 10
    assert other.person_id


def test_licence_is_noted_once_and_counts_at_once(clerk, session, teacher):
    address = f"/staff/instructors/{teacher.person_id}/licences"
    page = clerk.post(address, {"kind": "nurse", "since": "1992-04-01", "seen_on": TODAY.isoformat()})
    assert page.status == 303
    kept = session.scalars(select(Licence)).one()
    assert (kept.kind, kept.since.year, kept.seen_by_id) == (LicenceKind.NURSE, 1992, clerk.account.id)

    again = clerk.post(address, {"kind": "nurse", "since": "1992-04-01", "seen_on": TODAY.isoformat()})
    assert again.status == 422
    assert again.error("kind")
    assert "看護師" in clerk.follow(page).text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "nurse", "since": "2020-04-01", "seen_on": (TODAY + timedelta(days=3)).isoformat()}, "seen_on"),
        ({"kind": "nurse", "since": TODAY.isoformat(), "seen_on": "2020-01-01"}, "since"),
        ({"kind": "", "since": "2020-04-01", "seen_on": "2020-04-01"}, "kind"),
        ({"kind": "nurse", "since": "1820-04-01", "seen_on": "2020-04-01"}, "since"),
    ],
)
def test_what_cannot_be_of_a_licence_is_said_beside_it(clerk, teacher, given, field):
    page = clerk.post(f"/staff/instructors/{teacher.person_id}/licences", given)

    assert page.status == 422
    assert page.error(field)


def test_practice_is_noted_ended_and_taken_out(clerk, session, teacher):
    given = {"field": "care", "from_on": "2015-04-01", "place": "見本苑", "seen_on": TODAY.isoformat()}
    page = clerk.post(f"/staff/instructors/{teacher.person_id}/practice", given | {"until_on": "2014-01-01"})
    assert page.error("until_on")
    clerk.post(f"/staff/instructors/{teacher.person_id}/practice", given)
    practice = session.scalars(select(Practice)).one()

    address = f"/staff/instructors/practice/{practice.id}"
    assert clerk.post(f"{address}/end", {"until_on": "2020-03-31"}).error("reason")
    assert clerk.post(f"{address}/end", {"until_on": "2020-03-31", "reason": "退職"}).status == 303
    session.expire_all()
    assert practice.until_on.year == 2020

    assert clerk.post(f"{address}/mistake", {}).error("wrong")
    assert clerk.post(f"{address}/mistake", {"wrong": "別の人の書類"}).status == 303
    assert session.scalars(select(Practice)).all() == []
    told = select(Entry.what).where(Entry.subject == "person", Entry.subject_id == teacher.person_id)
    assert session.scalars(told.order_by(Entry.id)).all()[-3:] == [
        "practice_noted",
        "practice_ended",
        "practice_taken_out",
    ]


def test_ended_licence_counts_to_its_last_day(clerk, session, teacher):
    licence = make_licence(session, teacher)
    address = f"/staff/instructors/licences/{licence.id}/end"
    clerk.post(address, {"until_on": TODAY.isoformat(), "reason": "返納"})

    session.expire_all()
    assert licence.last_on == TODAY


def test_employer_and_limits_are_kept(clerk, session, teacher):
    operator = make_operator(session)
    address = f"/staff/instructors/{teacher.person_id}/facts"
    form = {"operator": operator.id, "employer": "", "history_on": "2024-04-01", "day_hours": "6"}
    assert clerk.post(address, form).status == 303

    row = session.scalars(select(Instructor)).one()
    assert (row.operator_id, row.day_minutes, row.week_minutes) == (operator.id, 360, None)
    assert "社会福祉法人さくら会" in clerk.get(f"/staff/instructors/{teacher.person_id}").text
    assert clerk.get(address).select_one("input[name=day_hours]")["value"] == "6"


def test_somebody_who_teaches_nothing_is_not_there(clerk, session):
    assert clerk.get(f"/staff/instructors/{make_person(session).id}").status == 404


def test_instructor_reads_their_own_papers_and_nobody_elses(browser, session):
    visitor = browser(Role.INSTRUCTOR)
    qualified(session, visitor.account)
    make_licence(session, make_instructor(session), LicenceKind.DENTIST)
    statutory(session)
    page = visitor.get("/instructor/profile")

    assert "介護福祉士" in page.text
    assert "歯科医師" not in page.text
    assert page.status == 200
    assert page.select("form[method=post]") == page.select(".header form, .footer form")


def test_refusal_stands_beside_the_name_and_the_page_says_who_is_qualified(clerk, session, teacher):
    sitting = statutory(session)
    able = make_instructor(session, "能力 先生")
    qualified(session, able)
    address = f"/staff/cohorts/{cohort_of(session, sitting).code}/teaching"
    page = clerk.get(address)
    assert "能力 先生" in page.select_one(".timetable").text
    parts = [box["value"] for box in page.select("input[name=parts]")]

    page = clerk.post(address, {"person": teacher.person_id, "duty": "lead", "parts": parts})

    assert page.status == 422
    assert "介護福祉士" in page.error("person")
    assert session.scalars(select(Engagement)).all() == []


def test_first_page_says_who_is_named_and_no_longer_qualified(clerk, session, teacher):
    qualified(session, teacher)
    sitting = statutory(session)
    name(session, sitting, teacher)
    assert not clerk.get("/staff/").select("main a[href*='/teaching']")

    licence = session.scalars(select(Licence)).one()
    given = {"until_on": TODAY.isoformat(), "reason": "返納"}
    clerk.post(f"/staff/instructors/licences/{licence.id}/end", given)
    page = clerk.get("/staff/")
    listed = page.select_one(f"a[href*='/{cohort_of(session, sitting).code}/teaching']").find_parent("li").text

    assert "田村 先生" in listed
    assert "介護福祉士" in listed


# --- rules ------------------------------------------------------------------------------------------------------------

NURSES = {"steps-0-licence": "nurse", "steps-0-years": "2", "steps-0-field": "", "source": "県の別表（令和8年）"}


def test_rule_is_explained_with_who_could_teach_no_more_and_then_set(browser, session, teacher):
    admin = browser(Role.ADMIN)
    qualified(session, teacher)
    sitting = statutory(session)
    name(session, sitting, teacher)
    slug = session.get(Course, cohort_of(session, sitting).course_id).slug
    address = f"/staff/policies/teachers/{slug}/1"
    assert admin.get(address).select_one("select[name=steps-0-licence] option[selected]")["value"] == "care_worker"

    page = admin.post(address, NURSES | {"from_day": TODAY.isoformat()})
    meaning = page.select_one(".panel").text
    assert "田村 先生" in meaning
    assert cohort_of(session, sitting).code in meaning

    page = admin.submit(page, "#rule-form", save="yes")
    assert page.status == 303
    assert "看護師" in admin.follow(page).text


def test_item_goes_back_to_being_as_its_subject(browser, session):
    admin = browser(Role.ADMIN)
    sitting = statutory(session)
    course = session.get(Course, cohort_of(session, sitting).course_id)
    address = f"/staff/policies/teachers/{course.slug}/1/2"
    assert admin.get(address).select_one("input[name=as_subject]").has_attr("checked")
    day = {"from_day": TODAY.isoformat()}

    admin.submit(admin.post(address, NURSES | day), "#rule-form", save="yes")
    listed = admin.get(f"/staff/policies/teachers/{course.slug}").text
    assert "1-2" in listed.replace("\n", "")
    assert "看護師（実務経験2年以上）" in listed
    admin.submit(admin.post(address, day | {"as_subject": "y", "source": "県"}), "#rule-form", save="yes")
    assert admin.get(address).select_one("input[name=as_subject]").has_attr("checked")


def test_row_without_a_licence_is_strict(browser, session):
    admin = browser(Role.ADMIN)
    sitting = statutory(session)
    slug = session.get(Course, cohort_of(session, sitting).course_id).slug
    page = admin.post(
        f"/staff/policies/teachers/{slug}/1",
        {"from_day": TODAY.isoformat(), "source": "県", "steps-0-licence": "", "steps-0-years": "3"},
    )

    assert page.status == 422
    assert page.error("steps-0-licence")


def test_staff_say_which_licence_is_preferred_and_change_it(browser, session):
    admin = browser(Role.ADMIN, "en")
    sitting = statutory(session)
    slug = session.get(Course, cohort_of(session, sitting).course_id).slug
    address = f"/staff/policies/teachers/{slug}/1"
    two = NURSES | {"steps-1-licence": "doctor", "steps-1-turn": "1", "from_day": TODAY.isoformat()}

    page = admin.submit(admin.post(address, two), "#rule-form", save="yes")

    listed = admin.follow(page).words
    assert "Doctor: preferred Nurse with 2 years of practice: in turn 2" in listed
    form = admin.get(address)
    assert form.select_one("select[name=steps-0-licence] option[selected]")["value"] == "doctor"
    assert [form.select_one(f"input[name=steps-{row}-turn]")["value"] for row in (0, 1)] == ["1", "2"]
    changed = admin.submit(form, "#rule-form", **{"steps-0-turn": "", "steps-1-turn": "", "source": "県"})
    admin.submit(changed, "#rule-form", save="yes")
    assert "preferred" not in admin.get(f"/staff/policies/teachers/{slug}").select_one("tbody tr").text


def test_way_between_two_places_is_set(browser, session):
    one, other = make_place(session), make_place(session, "別館")
    admin = browser(Role.ADMIN)
    given = {"from_day": TODAY.isoformat(), "minutes": "45", "source": "実測"}
    pair = {"steps-0-one": one.id, "steps-0-other": other.id, "steps-0-minutes": "10"}
    twice = {f"steps-1-{end}": one.id for end in ("one", "other")} | {"steps-1-minutes": "5"}
    address = "/staff/policies/teaching-travel"

    assert admin.post(address, given | pair | twice).status == 422
    page = admin.submit(admin.post(address, given | pair), "#rule-form", save="yes")
    assert page.status == 303
    assert admin.get(address).select_one("input[name=steps-0-minutes]")["value"] == "10"


def test_limit_of_a_day_is_set(browser):
    admin = browser(Role.ADMIN)
    given = {"day_minutes": "360", "stretch_minutes": "0", "break_minutes": "30", "is_strict": "y", "source": "要綱"}
    page = admin.post("/staff/policies/teaching-limits", given | {"from_day": TODAY.isoformat()})

    assert admin.submit(page, "#rule-form", save="yes").status == 303


def test_trainees_for_each_who_teaches_are_set(browser, session):
    admin = browser(Role.ADMIN)
    given = {"lecture": "0", "exercise": "15", "practical": "201", "source": "要綱", "from_day": TODAY.isoformat()}
    address = "/staff/policies/trainees-per-instructor"

    assert admin.post(address, given).status == 422
    page = admin.post(address, given | {"practical": "8"})
    assert admin.submit(page, "#rule-form", save="yes").status == 303
    assert admin.get(address).select_one("input[name=exercise]")["value"] == "15"


def test_names_of_merged_records_come_together(clerk, session, teacher):
    other = make_instructor(session, "田村 旧姓")
    make_licence(session, other, LicenceKind.DOCTOR)
    people = [session.get(Person, account.person_id) for account in (teacher, other)]
    merging.merge(session, *people, reason="同じ人", by=teacher, at=MONDAY)

    assert "医師" in clerk.get(f"/staff/instructors/{teacher.person_id}").text
    assert "田村 先生" in clerk.get(f"/staff/instructors/{other.person_id}").text
    assert len(clerk.get("/staff/instructors").select("tbody tr")) == 1
