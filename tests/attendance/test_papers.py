"""The attendance book and the sheet of one session on paper, and typing that sheet back."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.attendance.lessons import assign, cohort_of, make_lesson, make_teacher, minutes_of
from tests.make import MONDAY, make_cohort, make_course
from workforce.access import Role
from workforce.attendance.actions import marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import MarkSource, Status
from workforce.attendance.queries import books
from workforce.attendance.rules.row_codes import CodeMinutes, CodeTwice, CodeUnknown, Typed, codes, read
from workforce.attendance.views.books import cell, pages_of
from workforce.catalogue.models import CourseKind, Mode

NINE = MONDAY
KNOWN = codes([101, 102, 103])  # 1E, 2F, 3H


def typed(**given):
    return read(KNOWN, **{"absent": "", "late": "", "early": ""} | given)


def test_codes_say_who_was_not_there_all_the_time():
    one, other, third = KNOWN
    found = typed(absent=one.lower(), late=f"{other}-10", early=f"{other}:5、{third}－20")

    assert found == {
        101: Typed(Status.ABSENT, 0, 0),
        102: Typed(Status.LATE, 10, 5),
        103: Typed(Status.LEFT_EARLY, 0, 20),
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"absent": "1X"}, CodeUnknown),  # the letter is of somebody else
        ({"absent": "9E"}, CodeUnknown),
        ({"late": "一"}, CodeUnknown),
        ({"late": next(iter(KNOWN))}, CodeMinutes),
        ({"absent": " ".join([next(iter(KNOWN))] * 2)}, CodeTwice),
        ({"absent": next(iter(KNOWN)), "late": f"{next(iter(KNOWN))}-3"}, CodeTwice),
    ],
)
def test_code_that_fits_nobody_is_refused(given, refusal):
    with pytest.raises(refusal):
        typed(**given)


def test_sheet_of_thirty_is_typed_with_a_few_words(browser, session):
    sitting, people = make_lesson(session, 30, starts_at=datetime.now(UTC) - timedelta(hours=3))
    clerk = browser(Role.CLERK)
    address = f"/staff/lessons/{sitting.id}/paper"
    page = clerk.get(address)
    shown = [row.select_one("th").text for row in page.select("tbody tr")]
    page = clerk.submit(page, "#paper-form", absent="99Z")
    assert "99Z" in page.words
    page = clerk.follow(clerk.submit(page, "#paper-form", absent=shown[4], late=f"{shown[7]}-15"))

    assert page.select_one("[data-recorded]").text == "30"
    found = [minutes_of(session, sitting, one) for one in people]
    assert sorted(map(tuple, found))[:2] == [(0, 0), (35, 60)]


def test_book_shows_each_subject_with_its_sessions_and_what_is_recorded(session, speaking):
    sitting, (one, other, third) = make_lesson(session, 3)
    make_teacher(session, sitting, name="田村 先生")
    given = [Given("a", one.id, Status.LATE, 20), Given("b", other.id, Status.ABSENT)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=NINE)
    cohort = cohort_of(session, sitting)
    [found] = books.books(session, cohort)
    there = books.attended(session, cohort.id, at=NINE)

    assert (found.number, [column.teachers for column in found.columns]) == (1, [("田村 先生",)])
    cells = [cell(found.columns[0], each.id, there) for each in (one, other, third)]
    assert [each["says"] for each in cells] == ["△ 90", "×", ""]
    with speaking("ja"):
        assert len(list(pages_of(found, books.people(session, cohort.id), {}))) == 1


def test_book_shows_the_minutes_that_count_and_those_in_the_room_apart(session):
    """Where whoever misses a minute loses the part: of 50 and 60 minutes."""
    course = make_course(session, kind=CourseKind.INITIAL_TRAINING, items=((50, Mode.LECTURE), (60, Mode.LECTURE)))
    sitting, people = make_lesson(session, 3, cohort=make_cohort(session, course=course))
    missed = [(Status.LATE, 20, 0), (Status.LATE, 55, 0), (Status.PRESENT, 0, 0)]
    given = [Given(f"m{one.id}", one.id, *how) for one, how in zip(people, missed, strict=True)]
    marks.mark(session, sitting.id, given, source=MarkSource.ROLL_CALL, by=None, at=NINE)
    cohort = cohort_of(session, sitting)
    [found] = books.books(session, cohort)
    there = books.attended(session, cohort.id, at=NINE)

    assert [tuple(cell(found.columns[0], one.id, there).values()) for one in people] == [
        ("△ 60", "(90)"),
        ("△ 0", "(55)"),
        ("○", ""),
    ]


def test_paper_is_printed(browser, session):
    sitting, _people = make_lesson(session, 3, starts_at=datetime.now(UTC))
    clerk, teacher = browser(Role.CLERK), browser(Role.INSTRUCTOR)
    assign(session, sitting, teacher.account)
    code = cohort_of(session, sitting).code
    for visitor, address in (
        (clerk, f"/staff/cohorts/{code}/attendance-book.pdf"),
        (clerk, f"/staff/cohorts/{code}/attendance-book.pdf?filled=y"),
        (teacher, f"/instructor/lessons/{sitting.id}/sheet.pdf"),
    ):
        status, body, _headers = visitor.download(address)
        assert (status, body[:5]) == (200, b"%PDF-")
