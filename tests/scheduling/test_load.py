"""How much each of those who teach teaches, and who is far from the average."""

from datetime import datetime, timedelta

from tests.scheduling.places import DAY, at
from tests.scheduling.teaching import lesson_at, make_instructor, make_place, name
from workforce.access import Role
from workforce.scheduling.rules.days import Busy
from workforce.scheduling.rules.load import Far, Load, average, far, load

SATURDAY = DAY + timedelta(days=4)
HERE, THERE, ONLINE = 1, 2, None


def busy(begins: datetime, place=HERE, hours=2):
    return Busy(1, begins, begins + timedelta(hours=hours), "c1", {}, place)


def test_evenings_weekend_days_and_ways_are_counted_by_day():
    found = load(
        1,
        "田村",
        [
            busy(at(9)),
            busy(at(12), THERE),
            busy(at(15), ONLINE),
            busy(at(18), HERE),
            busy(at(9, day=SATURDAY), THERE),
            busy(at(13, day=SATURDAY), THERE),
        ],
    )

    assert found == Load(1, "田村", sessions=6, minutes=12 * 60, evenings=1, weekend_days=1, ways=2)


def test_night_after_midnight_is_of_the_day_on_the_wall():
    assert load(1, "田村", [busy(at(0, 30, day=SATURDAY))]).weekend_days == 1


def test_who_teaches_nothing_lowers_the_average_and_is_far_below_it():
    rows = [Load(1, "a", minutes=600), Load(2, "b", minutes=300), Load(3, "c")]

    assert average(rows) == 300
    assert [far(one, 300) for one in rows] == [Far.ABOVE, None, Far.BELOW]
    assert far(Load(1, "a"), average([Load(1, "a")])) is None


def test_page_shows_everybody_of_the_month_with_bars(browser, session, count_statements):
    clerk, place = browser(Role.CLERK, "en"), make_place(session)
    teacher, _idle = make_instructor(session), make_instructor(session, "鈴木 先生")
    for hour in (9, 13, 18):
        name(session, lesson_at(session, at(hour), place=place), teacher)
    clerk.get("/staff/instructors/load?month=2026-11")
    with count_statements() as seen:
        page = clerk.get("/staff/instructors/load?month=2026-11")
    rows = {row.select_one("th").text.strip(): row for row in page.select("tbody tr")}

    assert len(seen) <= 8
    assert "6 hours" in rows["田村 先生"].text
    assert "far above the average" in rows["田村 先生"].text
    assert "far below the average" in rows["鈴木 先生"].text
    assert rows["田村 先生"].select_one("rect")["width"] == "100.0%"
    term = clerk.get("/staff/instructors/load?month=2027-02&span=term")
    assert "6 hours" in term.words
    assert "6 hours" not in clerk.get("/staff/instructors/load?month=2026-12").words
