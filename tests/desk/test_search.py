"""Finding people in one box, by index and by prefix alone."""

import pytest
from sqlalchemy import text

from tests.enrolment.enrolled import enrolled
from tests.make import MONDAY, make_open_cohort
from workforce.access import Role
from workforce.desk.queries import search as queries
from workforce.people.actions import merging, persons
from workforce.people.rules.names import name_of

PEOPLE = [
    ("髙橋", "花子", "タカハシ", "ハナコ", "hanako@example.jp", "+819012345678"),
    ("山田", "太郎", "ヤマダ", "タロウ", None, "+81422203741"),
    ("山本", "大輔", "ヤマモト", "ダイスケ", None, None),
    ("NGUYEN", "VAN AN", "グエン", "ヴァン アン", "an@example.vn", "+84901234567"),
    ("ソー", "", "ソー", "", None, None),
]


@pytest.fixture
def people(session):
    for family, given, family_kana, given_kana, mail, phone in PEOPLE:
        make(session, family, given, family_kana, given_kana, mail, phone)
    session.commit()


def make(session, family, given, family_kana, given_kana, mail=None, phone=None):
    name = name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana)
    return persons.create(session, name=name, birth_date=None, mail=mail, phone=phone, language="ja", at=MONDAY)


def found(session, typed):
    return {row.name for row in queries.search(session, typed).rows}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("高橋", {"髙橋 花子"}),
        ("髙橋花", {"髙橋 花子"}),
        ("山", {"山田 太郎", "山本 大輔"}),
        ("たかはし", {"髙橋 花子"}),
        ("ﾀｶﾊｼ", {"髙橋 花子"}),
        ("タカハシハナコ", {"髙橋 花子"}),
        ("たかはし　はな", {"髙橋 花子"}),
        ("やまた", {"山田 太郎"}),
        ("やま", {"山田 太郎", "山本 大輔"}),
        ("yamada", {"山田 太郎"}),
        ("nguyễn", {"NGUYEN VAN AN"}),
        ("ぐえん", {"NGUYEN VAN AN"}),
        ("ソー", {"ソー"}),
        ("090-1234-5678", {"髙橋 花子"}),
        ("０９０１２３４", {"髙橋 花子"}),
        ("0422-20", {"山田 太郎"}),
        ("+84 90 123 45 67", {"NGUYEN VAN AN"}),
        ("Hanako@Example.JP", {"髙橋 花子"}),
        ("an@ex", {"NGUYEN VAN AN"}),
        ("12", set()),
        ("???", set()),
        ("", set()),
        ("いない", set()),
    ],
)
def test_one_box_finds_people_however_they_are_typed(session, people, typed, expected):
    assert found(session, typed) == expected


def test_somebody_merged_is_found_under_both_names(session, people):
    kept = make(session, "鈴木", "花子", "スズキ", "ハナコ")
    former = make(session, "佐々木", "花子", "ササキ", "ハナコ")
    merging.merge(session, kept, former, reason="結婚", by=None, at=MONDAY)

    row = queries.search(session, "ささき").rows[0]

    assert (row.id, row.name, row.by) == (kept.id, "鈴木 花子", "佐々木 花子")


@pytest.mark.parametrize("typed", ["やま", "山", "0901", "yama"])
def test_the_pages_of_a_search_hold_everybody_once(session, typed):
    for number in range(7):
        make(
            session,
            "山田",
            f"{'一二三四五六七'[number]}",
            "ヤマダ",
            "アイウエオカキ"[number],
            None,
            f"+81901111000{number}",
        )

    first = queries.search(session, typed, size=3)
    second = queries.search(session, typed, after=first.after, size=3)
    third = queries.search(session, typed, after=second.after, size=3)

    rows = [*first.rows, *second.rows, *third.rows]
    assert len(rows) == len({row.id for row in rows}) == 7
    assert (first.before, third.after) == (None, None)
    assert queries.search(session, typed, before=third.before, size=3).rows == second.rows


def test_a_page_that_lies_over_two_arms_reads_both(session):
    for number in range(4):
        make(session, "みさき", "アイウエ"[number], "ミサキ", "アイウエ"[number])  # found by reading
    for number in range(3):
        make(session, "ミサキ", "カキク"[number], "ベツ", "カキク"[number])  # found as written alone

    first = queries.search(session, "みさき", size=5)
    second = queries.search(session, "みさき", after=first.after, size=5)

    assert [len(page.rows) for page in (first, second)] == [5, 2]
    assert queries.search(session, "みさき", before=second.before, size=5).rows == first.rows


@pytest.mark.parametrize("typed", ["やまだはなこ", "山田", "yamada", "090-1234", "123-456", "hanako@ex"])
def test_every_arm_reads_a_stretch_of_an_index(session, people, typed):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses a scan for so few rows")
    arms = list(queries.arms_of(typed))
    query = queries.one_page(arms, None, False, 26).compile(session.get_bind(), compile_kwargs={"literal_binds": True})

    plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]

    tables = [line for line in plan if not line.startswith("SCAN anon_")]  # the few rows that an arm gave
    assert not [line for line in tables if line.startswith("SCAN")], plan
    assert [line for line in plan if "INDEX" in line and ">" in line]


def test_a_whole_receipt_number_opens_its_enrolment(browser, session):
    receipt = enrolled(session, make_open_cohort(session)).receipt
    typed = f"{receipt[:3]}-{receipt[3:6]}-{receipt[6:]}"

    assert browser(Role.CLERK).get(f"/staff/search?q={typed}").location == f"/ja/staff/enrolments/{receipt}"


def test_the_page_shows_contacts_and_enrolments(browser, session, people):
    page = browser(Role.CLERK, "en").get("/staff/search?q=たかはし")

    assert page.status == 200
    assert "090-1234-5678" in page.words
    assert page.select_one("tbody th a")["href"].startswith("/en/staff/people/")


def test_nobody_found_says_what_to_do(browser, session):
    clerk = browser(Role.CLERK, "en")

    assert "Nobody is found. Type only the beginning" in clerk.get("/staff/search?q=zzz").words
    assert "Type the beginning of a name" in clerk.get("/staff/search").words


def test_the_page_costs_three_statements_however_many_are_found(browser, session, count_statements):
    clerk = browser(Role.CLERK)
    many(session, 5)
    clerk.get("/staff/search?q=やま")
    with count_statements() as five:
        clerk.get("/staff/search?q=やま")
    many(session, 7)

    with count_statements() as twelve:
        assert len(clerk.get("/staff/search?q=やま").select("tbody tr")) == 13  # the clerk too is read ヤマダ

    assert len(five) == len(twelve) <= 3 + 1, "one more for who is signed in"


def many(session, count):
    for number in range(count):
        make(session, "山田", "花", "ヤマダ", "アイウエオカキ"[number])
    session.commit()
