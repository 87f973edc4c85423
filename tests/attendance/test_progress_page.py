"""A cohort at one glance, in eight statements however many they are."""

from datetime import timedelta

import pytest

from tests.attendance.lessons import make_enrolment
from tests.attendance.taught import ENROLLED, NOW, make_running, mark, parts_of, taking_part
from tests.make import saved
from workforce.access import Role
from workforce.attendance.models import Prospect
from workforce.attendance.rules import progress as rules
from workforce.attendance.rules.progress import Cell, Risk
from workforce.catalogue.models import Mode
from workforce.money.models import LedgerLine, LineKind

FOUR = ((180, Mode.LECTURE), (120, Mode.EXERCISE), (60, Mode.EXERCISE), (60, Mode.EXERCISE))
AT_MOST = 8


@pytest.fixture
def cohort(session):
    """Three lessons are over, the fourth has just begun."""
    return make_running(session, items=FOUR, ago=3, capacity=40)


def progress(cohort, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/staff/cohorts/{cohort.code}/progress" + (f"?{query}" if query else "")


def rows(page):
    return {row.th.a.get_text(strip=True): row for row in page.select("tbody tr")}


def cells(row):
    return [cell.select_one("[aria-hidden]").get_text() for cell in row.select("td.lesson")]


def test_everything_of_everybody_stands_on_one_page(browser, session, cohort):
    first, second, third, _last = parts_of(session, cohort)
    good = taking_part(session, cohort, family="青木", given="愛", family_kana="アオキ", given_kana="アイ")
    for part in (first, second, third):
        mark(session, good, part, part.minutes)
    risky = taking_part(
        session,
        cohort,
        family="山田",
        given="花",
        family_kana="ヤマダ",
        given_kana="ハナ",
        needs={"needs": {"value": ["food"], "asked": "?"}},
    )
    mark(session, risky, first, 0)
    mark(session, risky, second, 100)
    line = {"kind": LineKind.CHARGE, "yen": 5000, "day": ENROLLED.date(), "cause": "test", "at": ENROLLED}
    saved(session, LedgerLine(enrolment_id=risky.id, due_on=(NOW - timedelta(days=2)).date(), **line))
    session.commit()

    clerk = browser(Role.CLERK, "en")
    page = clerk.get(progress(cohort))

    found = rows(page)
    assert list(found) == ["青木 愛", "山田 花"]
    assert cells(found["青木 愛"]) == ["○", "○", "○", "·"]
    assert cells(found["山田 花"]) == ["×", "△120", "?", "·"]
    words = found["山田 花"].get_text(" ", strip=True)
    assert "5 hours to make up" in words
    assert "absent 1 time, in part 1 time, 1 not recorded" in words
    assert "Document not seen" in words
    assert "¥5,000 Overdue" in words
    assert "has needs" in words
    assert not found["山田 花"].select("a[href*='/needs']"), "what they are is for who may read it"
    assert list(rows(clerk.get(progress(cohort, show="risk")))) == ["青木 愛", "山田 花"], "no document was seen"
    assert list(rows(clerk.get(progress(cohort, sort="missing")))) == ["山田 花", "青木 愛"]
    assert "Nobody is in this list" in clerk.get(progress(cohort, show="complete", sort="nonsense")).words
    manager = browser(Role.COHORT_MANAGER, "en").get(progress(cohort))
    assert manager.select("a[href*='/needs']")


def test_who_came_later_reads_before_joining(browser, session, cohort):
    make_enrolment(session, cohort, at=NOW - timedelta(days=1, hours=12))
    session.commit()

    page = browser(Role.CLERK, "en").get(progress(cohort))

    [row] = rows(page).values()
    assert cells(row) == ["–", "–", "?", "·"]


def test_the_page_takes_eight_statements(browser, session, cohort, count_statements):
    for _n in range(6):
        enrolment = taking_part(session, cohort)
        for part in parts_of(session, cohort)[:3]:
            mark(session, enrolment, part, part.minutes)
    clerk = browser(Role.COHORT_MANAGER, "en")
    clerk.get(progress(cohort))
    with count_statements() as seen:
        page = clerk.get(progress(cohort))
    assert len(rows(page)) == 6
    assert len(seen) <= AT_MOST


def lesson(day):
    starts = NOW + timedelta(days=day)
    return rules.Lesson(day, starts, starts + timedelta(hours=3), ())


@pytest.mark.parametrize(
    ("days", "cells", "is_silent"),
    [
        ([-14, -9, 3], [Cell.FULL, Cell.ABSENT, Cell.TO_COME], True),
        ([-14, -5, 3], [Cell.FULL, Cell.ABSENT, Cell.TO_COME], False),
        ([-14, -9, 3], [Cell.ABSENT, Cell.FULL, Cell.TO_COME], False),
        ([-14, -9, -2], [Cell.FULL, Cell.ABSENT, Cell.NOT_RECORDED], False),
    ],
)
def test_who_was_absent_last_and_is_silent_for_a_week_is_at_risk(days, cells, is_silent):
    lessons = [lesson(day) for day in days]
    assert rules.is_silent(lessons, [(cell, 0) for cell in cells], NOW) is is_silent


def test_nobody_who_is_complete_is_at_risk():
    class Done:
        lost, is_complete = 0, True

    cells = [(Cell.ABSENT, 60), (Cell.ABSENT, 60)]
    given = {"prospect": Prospect.LAST_CHANCE, "papers_overdue": True, "dues_overdue": True, "at": NOW}
    lessons = [lesson(-9), lesson(-8)]
    assert rules.risks(Done, lessons, cells, **given) == []
    Done.is_complete = False
    assert {Risk.ABSENT_TWICE, Risk.LAST_CHANCE} <= set(rules.risks(Done, lessons, cells, **given))


def test_what_our_lessons_can_still_give_puts_nobody_at_risk():
    class Absent:
        lost, is_complete = 60, False

    given = {"papers_overdue": False, "dues_overdue": False, "at": NOW}
    once = [lesson(-2)], [(Cell.ABSENT, 60)]
    assert rules.risks(Absent, *once, prospect=Prospect.REPAIRABLE, **given) == []
    assert rules.risks(Absent, *once, prospect=Prospect.IMPOSSIBLE, **given) == [Risk.IMPOSSIBLE]
