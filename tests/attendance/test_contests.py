"""Trainees read their own record and contest it; staff decide, correct, and settle what came too late."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from tests.attendance.lessons import make_lesson, make_teacher, minutes_of
from tests.make import MONDAY, make_account, make_cohort, make_course
from workforce.access import Role
from workforce.attendance.actions import contests, marks
from workforce.attendance.actions.marks import Given
from workforce.attendance.models import Contest, Decision, Fate, Mark, MarkSource, Status
from workforce.attendance.queries import own
from workforce.attendance.rules.credit import Lateness
from workforce.attendance.rules.crediting import Answer, Crediting, answers
from workforce.attendance.rules.marks import Slice
from workforce.catalogue.models import CourseKind, Mode
from workforce.enrolment.queries import records
from workforce.outbox import Message

PART_LOST = Crediting(Lateness(frozenset([CourseKind.INITIAL_TRAINING])), CourseKind.INITIAL_TRAINING)
MINUTES_COUNT = Crediting(Lateness(frozenset()), CourseKind.INITIAL_TRAINING)
TWO = [Slice(1, 50), Slice(2, 60)]

NINE = MONDAY
AFTER = NINE + timedelta(hours=3)
NUMBERS = count(1)


@pytest.fixture
def closed(session):
    """(session, enrolments): everybody was present, and the roll is closed."""
    return closed_lesson(session)


def closed_lesson(session, starts_at=NINE, **given):
    sitting, people = make_lesson(session, 2, starts_at=starts_at, **given)
    teacher = make_teacher(session, sitting)
    record(session, sitting, people[0], Status.LATE, late_minutes=20, by=teacher, at=starts_at)
    record(session, sitting, people[1], by=teacher, at=starts_at)
    marks.close(session, sitting.id, by=teacher, at=starts_at + timedelta(hours=2))
    return sitting, people


def record(session, sitting, one, status=Status.PRESENT, *, by, at, **values):
    given = Given(f"m{next(NUMBERS)}", one.id, status, **values)
    return marks.mark(session, sitting.id, [given], source=MarkSource.ROLL_CALL, by=by, at=at)[0]


@pytest.fixture
def clerk(session):
    return make_account(session, Role.CLERK)


def loaded(session, enrolment):
    return records.record(session, enrolment.receipt)


def contest(session, sitting, one, words="9時10分に着きました", at=AFTER):
    return contests.contest(session, loaded(session, one), sitting.id, words=words, by=None, at=at)


def change(session, sitting, one, status=Status.PRESENT, *, by, reason="出席簿に押印があった", at=AFTER, **minutes):
    given = Given(f"c{next(NUMBERS)}", one.id, status, **minutes, reason=reason)
    return contests.change(session, loaded(session, one), sitting.id, given, by=by, at=at)


def keep(session, sitting, one, *, by, reason="入室記録は9時20分です", at=AFTER):
    key = f"k{next(NUMBERS)}"
    return contests.keep(session, loaded(session, one), sitting.id, key=key, reason=reason, by=by, at=at)


def test_contest_that_is_granted_changes_the_minutes_and_writes_one_letter(session, closed, clerk):
    sitting, (one, _other) = closed
    said = contest(session, sitting, one)
    change(session, sitting, one, Status.LATE, late_minutes=10, by=clerk)

    assert minutes_of(session, sitting, one) == [40, 60]
    assert (said.decision, said.decided_by_id) == (Decision.CHANGED, clerk.id)
    [letter] = session.scalars(select(Message).where(Message.template == "contest_decided"))
    assert letter.details["is_changed"] is True
    assert session.scalars(select(Mark).order_by(Mark.id.desc())).first().reason == "出席簿に押印があった"


def test_contest_that_is_not_granted_leaves_the_record_and_answers(session, closed, clerk):
    sitting, (one, _other) = closed
    said = contest(session, sitting, one)
    keep(session, sitting, one, by=clerk)

    assert minutes_of(session, sitting, one) == [30, 60]
    assert (said.decision, said.answer) == (Decision.KEPT, "入室記録は9時20分です")
    with pytest.raises(contests.NothingToDecide):
        keep(session, sitting, one, by=clerk)


def test_contest_waits_for_words_for_the_end_of_the_lesson_and_for_the_one_before(session, closed):
    sitting, (one, _other) = closed
    unrecorded, [new] = make_lesson(session, 1, starts_at=NINE + timedelta(days=1))
    with pytest.raises(contests.WordsMissing):
        contest(session, sitting, one, words=" ")
    with pytest.raises(contests.ContestOver):
        contest(session, sitting, one, at=sitting.ends_at + timedelta(days=14, seconds=1))
    with pytest.raises(contests.NotYetOver):
        contest(session, unrecorded, new, at=unrecorded.starts_at)
    with pytest.raises(contests.NothingToDecide):
        contest(session, unrecorded, one)
    contest(session, sitting, one)
    with pytest.raises(contests.ContestedAlready):
        contest(session, sitting, one)


def test_staff_correct_with_a_reason_and_never_without_a_change(session, closed, clerk):
    sitting, (one, _other) = closed
    with pytest.raises(contests.AnswerMissing):
        change(session, sitting, one, by=clerk, reason="")
    with pytest.raises(contests.NothingChanges):
        change(session, sitting, one, Status.LATE, late_minutes=20, by=clerk)
    change(session, sitting, one, by=clerk)

    assert minutes_of(session, sitting, one) == [50, 60]
    assert not list(session.scalars(select(Message)))


@pytest.mark.parametrize("is_taken", [True, False])
def test_mark_that_came_too_late_counts_only_if_staff_say_so(session, closed, clerk, is_taken):
    sitting, (_one, other) = closed
    late = record(session, sitting, other, Status.ABSENT, by=clerk, at=AFTER)
    assert late.fate is Fate.TOO_LATE
    if is_taken:
        change(session, sitting, other, Status.ABSENT, by=clerk)
    else:
        keep(session, sitting, other, by=clerk)

    assert minutes_of(session, sitting, other) == ([0, 0] if is_taken else [50, 60])
    found = own.of_session(session, other.id, other.cohort_id, sitting.id)
    assert found.undecided == []
    assert found.mark.answers_id == late.id


def test_own_page_shows_who_recorded_what_and_takes_the_objection(browser, session):
    sitting, (one, _other) = closed_lesson(session, datetime.now(UTC) - timedelta(days=2))
    visitor = browser(Role.PERSON)
    one.person_id = visitor.account.person_id
    page = visitor.get(f"/enrolments/{one.receipt}/attendance")
    assert "20" in page.words

    page = visitor.get(page.select_one("ol.rows a")["href"])
    page = visitor.submit(page, "#contest-form", words="")
    assert page.error("words")
    page = visitor.follow(visitor.submit(page, "#contest-form", words="バスの遅れの証明があります"))
    assert not page.select_one("#contest-form")
    assert session.scalars(select(Contest)).one().words == "バスの遅れの証明があります"


def test_record_of_somebody_else_does_not_open(browser, session):
    sitting, (one, _other) = closed_lesson(session, datetime.now(UTC) - timedelta(days=2))
    stranger = browser(Role.PERSON)
    addresses = [f"/enrolments/{one.receipt}/attendance{more}" for more in ("", f"/{sitting.id}")]

    assert {stranger.get(address).status for address in addresses} == {404}


def test_staff_find_the_objection_on_their_list_and_decide(browser, session):
    sitting, (one, other) = closed_lesson(session, datetime.now(UTC) - timedelta(days=2))
    contest(session, sitting, one, at=datetime.now(UTC))
    record(session, sitting, other, Status.ABSENT, by=None, at=datetime.now(UTC))
    clerk = browser(Role.CLERK)
    home = clerk.get("/staff/")
    links = [link["href"] for link in home.select(".todo a[href*='/attendance/']")]
    assert len(links) == 2

    page = clerk.get(next(link for link in links if one.receipt in link))
    page = clerk.submit(page, "#decision-form", status="present", reason="")
    assert page.error("reason")
    page = clerk.follow(clerk.submit(page, "#decision-form", status="present", reason="遅延証明書を確認"))
    assert minutes_of(session, sitting, one) == [50, 60]

    page = clerk.get(next(link for link in links if other.receipt in link))
    clerk.submit(page, "#decision-form", reason="本人はいた", keep="y")
    assert minutes_of(session, sitting, other) == [50, 60]
    assert not clerk.get("/staff/").select(".todo a[href*='/attendance/']")
    assert clerk.get(f"/staff/enrolments/{one.receipt}/attendance").status == 200


def test_each_answer_is_known_to_count_for_something_before_it_is_given():
    assert answers(PART_LOST, TWO, [1, 2], 120) == [
        Answer(Status.PRESENT, 0, 0, 110),
        Answer(Status.LATE, 1, 50, 60),
        Answer(Status.LATE, 51, 119, 0),
        Answer(Status.LEFT_EARLY, 1, 60, 50),
        Answer(Status.LEFT_EARLY, 61, 119, 0),
        Answer(Status.ABSENT, 0, 0, 0),
    ]
    assert answers(PART_LOST, TWO, [2], 120)[1:3] == [Answer(Status.LATE, 1, 50, 60), Answer(Status.LATE, 51, 119, 0)]
    assert answers(MINUTES_COUNT, TWO, [1, 2], 120) == [
        Answer(Status.PRESENT, 0, 0, 110),
        Answer(Status.LATE, 1, 119, 109, is_each=True),
        Answer(Status.LEFT_EARLY, 1, 119, 109, is_each=True),
        Answer(Status.ABSENT, 0, 0, 0),
    ]


@pytest.fixture
def strict(session):
    """(session, enrolments) where whoever misses a minute loses the part; the first was 20 minutes late."""
    items = ((50, Mode.LECTURE), (60, Mode.LECTURE))
    course = make_course(session, kind=CourseKind.INITIAL_TRAINING, items=items)
    starts_at = datetime.now(UTC) - timedelta(days=2)
    return closed_lesson(session, starts_at, cohort=make_cohort(session, course=course, starts_at=starts_at))


def test_staff_see_what_an_answer_counts_for_before_they_give_it(browser, session, strict):
    sitting, (one, _other) = strict
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{one.receipt}/attendance/{sitting.id}")
    assert "Now 60 of 110 minutes count." in page.words
    assert [[cell.text for cell in row.select("th, td")] for row in page.select("tbody tr")][:2] == [
        ["Present", "110 of 110 minutes"],
        ["Late by 1 to 50 minutes", "60 of 110 minutes"],
    ]

    chosen = {"status": "late", "late": "10", "reason": "着いたのは10分後"}
    assert "Now 60 of 110 minutes count." in clerk.follow(clerk.submit(page, "#decision-form", **chosen)).flash


def test_trainee_reads_what_counts_and_by_which_rule(browser, session, strict):
    sitting, (one, _other) = strict
    visitor = browser(Role.PERSON, "en")
    one.person_id = visitor.account.person_id
    page = visitor.get(f"/enrolments/{one.receipt}/attendance/{sitting.id}")
    assert "60 of 110 minutes of this lesson count. You were in the room for 90 minutes." in page.words
    assert "whoever misses any minute of a part loses that whole part" in page.words
    assert "項目1: 0 of 50 minutes" in page.words
    assert "60 of 110 minutes" in visitor.get(f"/enrolments/{one.receipt}/attendance").words
    change(session, sitting, one, by=make_account(session, Role.CLERK), at=datetime.now(UTC))
    page = visitor.get(f"/enrolments/{one.receipt}/attendance/{sitting.id}")
    assert "All 110 minutes of this lesson count." in page.words
