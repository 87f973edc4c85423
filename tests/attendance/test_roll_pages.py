"""The roll call as a page: a plain form, its script's requests, and who gets in."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import func, select

from tests.attendance.lessons import (
    assign,
    make_enrolment,
    make_guest,
    make_lesson,
    make_session,
    minutes_of,
    parts_of,
)
from tests.make import make_account, make_person, saved
from workforce import clock
from workforce.access import Role
from workforce.attendance.models import Mark, Notice, RollCall
from workforce.attendance.rules.same_names import apart
from workforce.catalogue.models import Cohort


@pytest.fixture
def begun(session):
    """(session, enrolments) of a lesson that began ten minutes ago."""
    return make_lesson(session, starts_at=datetime.now(UTC) - timedelta(minutes=10, seconds=20))


@pytest.fixture
def teacher(browser, session, begun):
    visitor = browser(Role.INSTRUCTOR)
    assign(session, begun[0], visitor.account)
    return visitor


def address(sitting, more=""):
    return f"/instructor/lessons/{sitting.id}{more}"


def test_teacher_finds_the_lesson_and_records_everybody(teacher, session, begun):
    sitting, (one, other, third) = begun
    page = teacher.get("/instructor/lessons")
    assert page.select_one(f"a[href$='{address(sitting)}']")

    page = teacher.get(address(sitting))
    chosen = {f"status-{one.id}": "late", f"status-{other.id}": "left_early", f"late-{other.id}": "5"}
    chosen |= {f"early-{other.id}": "30", f"status-{third.id}": "absent"}
    page = teacher.follow(teacher.submit(page, "#roll-form", **chosen))

    assert minutes_of(session, sitting, one) == [40, 60]  # ten minutes have passed
    assert minutes_of(session, sitting, other) == [45, 30]
    assert minutes_of(session, sitting, third) == [0, 0]
    assert page.select_one("[data-recorded]").text == "3"


def test_one_button_records_all_others_as_present(teacher, session, begun):
    sitting, people = begun
    page = teacher.get(address(sitting))
    page = teacher.submit(page, "#roll-form", **{f"status-{people[0].id}": "absent", "rest": "y"})

    assert [minutes_of(session, sitting, one) for one in people] == [[0, 0], [50, 60], [50, 60]]


def test_enter_key_saves_what_was_typed_and_records_nobody_else(teacher, session, begun):
    sitting, (one, other, _third) = begun
    page = teacher.get(address(sitting))
    first = page.select_one("#roll-form button[type=submit]")
    assert "name" not in first.attrs, "a browser presses the first button of the form"

    teacher.submit(page, "#roll-form", **{f"status-{one.id}": "late", f"late-{one.id}": "7"})
    assert [minutes_of(session, sitting, each) for each in (one, other)] == [[43, 60], None]


def test_pressing_twice_records_once(teacher, session, begun):
    sitting, people = begun
    page = teacher.get(address(sitting))
    for _press in range(2):
        teacher.submit(page, "#roll-form", rest="y")

    assert session.scalar(select(func.count()).select_from(Mark)) == len(people)


def test_one_who_cannot_be_recorded_is_named_and_the_others_are_recorded(teacher, session, begun):
    sitting, people = begun
    page = teacher.get(address(sitting))
    chosen = {f"status-{people[0].id}": "late", f"late-{people[0].id}": "500", "rest": "y"}
    page = teacher.submit(page, "#roll-form", **chosen)

    assert "120" in page.words
    assert [minutes_of(session, sitting, one) for one in people] == [None, [50, 60], [50, 60]]


def test_page_shows_guests_with_what_they_come_for_and_absences_that_were_announced(teacher, session, begun):
    sitting, people = begun
    _away, [guest] = make_lesson(session, 1, starts_at=sitting.starts_at - timedelta(days=9))
    make_guest(session, sitting, guest, parts_of(session, sitting)[:1])
    given = {"enrolment_id": people[0].id, "session_id": sitting.id, "reason": "子どもの発熱"}
    saved(session, Notice(**given, at=sitting.starts_at))
    page = teacher.get(address(sitting))

    assert "項目1" in page.select_one(f"[data-person='{guest.id}']").text
    assert "子どもの発熱" in page.select_one(f"[data-person='{people[0].id}']").text
    assert page.select_one("[data-all]").text == "4"


class Someone(NamedTuple):
    enrolment_id: int
    name: str
    kana: str
    birth_date: date | None = None
    receipt: str = "AB12CD"


def test_people_of_one_name_are_told_apart_by_no_more_than_it_needs(speaking):
    everybody = [
        Someone(1, "佐藤 花子", "サトウ ハナコ", date(1990, 3, 5)),
        Someone(2, "佐藤花子", "サトウ カコ", date(1990, 3, 5)),
        Someone(3, "HOANG THU", "ホアン トゥ", date(1990, 3, 5)),
        Someone(4, "Hoang Thu", "ホアン トゥ", date(1991, 4, 6)),
        Someone(5, "鈴木 太郎", "スズキ タロウ", date(1990, 3, 5)),
        Someone(6, "林 明", "ハヤシ アキラ", date(1990, 3, 5), "R000006"),
        Someone(7, "林 明", "ハヤシ アキラ", date(1980, 3, 5), "R000007"),
        Someone(8, "林 明", "ハヤシ アキラ", None, "R000008"),
    ]
    with speaking("en"):
        found = apart(everybody)

    assert found == {
        1: "サトウ ハナコ",
        2: "サトウ カコ",
        3: "born on 5 Mar",
        4: "born on 6 Apr",
        6: "R000006",
        7: "R000007",
        8: "R000008",
    }


def test_two_of_one_name_can_be_told_apart_on_the_roll_and_where_one_is_named(browser, session):
    sitting, _people = make_lesson(session, 1, starts_at=datetime.now(UTC) - timedelta(hours=3))
    kana = {"family_kana": "ハヤシ", "given_kana": "アキラ", "sort_kana": "ハヤシ アキラ"}
    for day in (date(1990, 3, 5), date(1985, 12, 24)):
        make_enrolment(session, cohort(session), person=make_person(session, "林 明", birth_date=day, **kana))
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(address(sitting))
    rows = [row for row in page.select(".roll__row") if "林 明" in row.text]
    assert [row["data-called"] for row in rows] == ["林 明 (born on 5 Mar)", "林 明 (born on 24 Dec)"]
    assert "born on 5 Mar" in rows[0].select_one("legend").text
    assert page.words.count("born on") == 2
    page = clerk.submit(page, "form[action$='closing']")
    assert "林 明 (born on 24 Dec)" in page.select_one(".summary").text
    assert "林 明 (born on 24 Dec)" in clerk.get(f"/staff/lessons/{sitting.id}/paper").words


def test_closing_names_who_is_missing(browser, session):
    sitting, people = make_lesson(session, starts_at=datetime.now(UTC) - timedelta(hours=3))
    teacher = browser(Role.INSTRUCTOR)
    assign(session, sitting, teacher.account)
    page = teacher.submit(teacher.get(address(sitting)), "form.button-to[action$='closing']")
    assert page.status == 422
    assert "鈴木 太郎" in page.select_one(".summary").text or "佐藤 花子" in page.select_one(".summary").text

    teacher.submit(teacher.get(address(sitting)), "#roll-form", rest="y")
    page = teacher.follow(teacher.submit(teacher.get(address(sitting)), "form.button-to[action$='closing']"))
    assert session.scalars(select(RollCall)).one().closed_at
    assert page.select_one("fieldset[disabled]")


def test_teacher_closes_only_after_the_end_and_staff_with_a_reason_before(browser, teacher, session, begun):
    sitting, _people = begun
    teacher.submit(teacher.get(address(sitting)), "#roll-form", rest="y")
    page = teacher.get(address(sitting))
    early = teacher.submit(page, "form[action$='closing']", reason="早く終わった")
    assert early.status == 422
    assert clock.local(sitting.ends_at).strftime("%H:%M").lstrip("0") in early.select_one(".summary").text

    clerk = browser(Role.CLERK)
    page = clerk.get(address(sitting))
    assert clerk.submit(page, "#closing-form", reason="").error("reason")
    assert clerk.submit(page, "#closing-form", reason="警報のため打ち切り").status == 303
    assert session.scalars(select(RollCall)).one().closed_at


def test_who_marks_while_another_closes_is_told_that_the_centre_decides(browser, teacher, session, begun):
    sitting, people = begun
    page = teacher.get(address(sitting))
    teacher.submit(page, "#roll-form", rest="y")
    open_still = teacher.get(address(sitting))
    clerk = browser(Role.CLERK)
    clerk.submit(clerk.get(address(sitting)), "#closing-form", reason="警報のため打ち切り")

    [answer] = deliver(teacher, sitting, [mark(people[0], "absent", age=0)]).get_json()["answers"]
    assert (answer["fate"], bool(answer["why"])) == ("too_late", True)
    page = teacher.follow(teacher.submit(open_still, "#roll-form", **{f"status-{people[1].id}": "absent"}))
    assert answer["why"] == page.flash
    assert minutes_of(session, sitting, people[1]) == [50, 60]


def test_device_delivers_marks_and_learns_what_became_of_each(teacher, session, begun):
    sitting, people = begun
    stranger = make_lesson(session, 1, starts_at=sitting.starts_at)[1][0]
    sent = [mark(people[0], "late", late=7), mark(stranger, "present"), mark(people[1], "present")]
    for _time in range(2):
        answer = deliver(teacher, sitting, sent)
    told = answer.get_json()

    assert [one["fate"] for one in told["answers"]] == ["counted", None, "counted"]
    assert told["answers"][1]["why"]
    assert told["recorded"] == 2
    assert told["people"][str(people[0].id)] == {"status": "late", "late": 7, "early": 0}
    assert session.scalar(select(func.count()).select_from(Mark)) == 2


def cohort(session):
    return session.scalars(select(Cohort).order_by(Cohort.id.desc())).first()


def mark(enrolment, status, *, late=0, early=0, age=1000):
    key = f"device-{enrolment.id}-{status}"
    return {"key": key, "person": enrolment.id, "status": status, "late": late, "early": early, "age": age}


def deliver(visitor, sitting, sent, token=True):
    visitor.session.commit()
    data = {"marks": sent if isinstance(sent, str) else json.dumps(sent), "account": visitor.account.id}
    if token:
        data["csrf_token"] = visitor.token()
    return visitor._answer(visitor._whole(address(sitting, "/marks")), method="POST", data=data)


STRANGE = '[{"key":"%s","person":1,"status":"present","late":0,"early":0,"age":0}]'
UNREADABLE = ["", "{}", "[1]", '[{"key": 1}]', '[{"key":"a","person":1,"status":"asleep"}]', "[" * 100_000]


@pytest.mark.parametrize("sent", [*UNREADABLE, STRANGE % r"\ud800", STRANGE % r"\u0000"])
def test_what_no_script_of_ours_sends_is_refused(teacher, begun, sent):
    assert deliver(teacher, begun[0], sent).status_code == 400


def test_marks_that_somebody_else_made_on_this_device_are_not_recorded_in_a_wrong_name(teacher, begun):
    data = {"marks": "[]", "account": teacher.account.id + 1, "csrf_token": teacher.token()}

    assert teacher._answer(teacher._whole(address(begun[0], "/marks")), method="POST", data=data).status_code == 409


def test_service_worker_may_serve_every_language(browser):
    answer = browser().client.get("/worker.js")

    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert b"addEventListener" in answer.data


def test_marks_without_a_token_are_refused(teacher, begun):
    assert deliver(teacher, begun[0], [], token=False).status_code == 400


def test_roll_of_somebody_else_is_not_there(browser, session, begun):
    stranger = browser(Role.INSTRUCTOR)
    for more in ("", "/state"):
        assert stranger.get(address(begun[0], more)).status == 404
    assert deliver(stranger, begun[0], []).status_code == 404
    assert browser(Role.CLERK).get(address(begun[0])).status == 200


def test_lesson_that_lies_ahead_says_when_its_roll_opens(browser, session):
    sitting, _people = make_lesson(session, starts_at=datetime.now(UTC) + timedelta(days=2))
    visitor = browser(Role.INSTRUCTOR)
    assign(session, sitting, visitor.account)
    page = visitor.get(address(sitting))

    assert not page.select_one("[data-rest]")
    assert page.select_one("fieldset[disabled]")


def test_roll_of_thirty_takes_few_statements(teacher, session, begun, count_statements):
    sitting, people = begun
    lesson = cohort(session)
    for _n in range(27):
        make_enrolment(session, lesson)
    where = address(sitting)
    teacher.post(where, {"rest": "y"})
    with count_statements() as seen:
        teacher.get(where)

    assert len(seen) <= 8, "\n".join(seen)


def test_office_sees_every_roll_of_a_cohort(browser, session, begun):
    sitting, _people = begun
    make_session(session, cohort(session), starts_at=sitting.starts_at + timedelta(days=7))
    teacher = make_account(session, Role.INSTRUCTOR, "田村 先生")
    assign(session, sitting, teacher)
    page = browser(Role.CLERK).get(f"/staff/cohorts/{cohort(session).code}/rolls")

    assert "田村 先生" in page.words
    assert len(page.select("tbody tr")) == 2


def test_administrators_set_when_the_roll_opens(browser, session):
    admin = browser(Role.ADMIN)
    page = admin.get("/staff/policies/hours/roll_call")
    wrong = admin.submit(page, "#rule-form", check_in_minutes="90", source="運営会議")
    assert wrong.status == 422
    page = admin.submit(page, "#rule-form", opens_minutes="30", source="運営会議")
    assert "30" in page.words
    assert admin.submit(page, "#rule-form", save="y").status == 303
