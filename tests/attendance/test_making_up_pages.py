"""Pages on which trainees and staff find, book and give back what is made up; they read the real clock."""

from datetime import time, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.attendance.missing import DAY, HOUR, make_place, sittings
from tests.attendance.taught import NOW, items_of, make_running, mark, parts_of, taking_part
from tests.attendance.test_hours_pages import own
from tests.make import make_account, make_cohort, saved
from workforce import clock, links, policies
from workforce.access import Role
from workforce.attendance.actions import making_up, outlooks
from workforce.attendance.models import Attendance, Notice
from workforce.attendance.rules.making_up import MAKING_UP
from workforce.catalogue.models import Course, CourseKind, Mode, Session, SessionPart
from workforce.enrolment.models import Guest
from workforce.enrolment.queries import records
from workforce.i18n import speaking
from workforce.i18n.formats import moment
from workforce.outbox import Message, letters

FOUR = ((60, Mode.LECTURE),) * 4


@pytest.fixture
def home(session):
    """Its first two lessons are over, the third is tomorrow, the fourth the day after."""
    place = make_place(session)
    return make_running(session, kind=CourseKind.CERTIFIED_HELPER, items=FOUR, ago=1.5, place_id=place.id)


@pytest.fixture
def one(session, home):
    made = taking_part(session, home)
    mark(session, made, parts_of(session, home)[0], 0)
    mark(session, made, parts_of(session, home)[1], 60)
    session.commit()
    return made


@pytest.fixture
def host(session, home):
    """The same lessons once more, from in five days on, with one seat."""
    course, begins = session.get(Course, home.course_id), NOW + 5 * DAY
    given = {"starts_at": begins, "ends_at": begins + 9 * DAY, "capacity": 1, "place_id": home.place_id}
    cohort = make_cohort(session, course=course, **given)
    for n, item in enumerate(items_of(session, course)):
        starts = begins + n * DAY
        sitting = saved(session, Session(cohort_id=cohort.id, starts_at=starts, ends_at=starts + timedelta(hours=1)))
        saved(session, SessionPart(session_id=sitting.id, position=1, item_id=item.id, minutes=item.minutes))
    session.commit()
    return cohort


def coming(session):
    session.expire_all()
    return list(session.scalars(select(Guest).where(Guest.ended_at.is_(None))))


def test_a_trainee_books_with_one_tap_and_gives_back(browser, app, session, one, host):
    visitor = own(browser, app, one)
    hours = visitor.get(f"/enrolments/{one.receipt}/hours")
    assert hours.select(f"a[href$='/enrolments/{one.receipt}/make-up']")
    page = visitor.get(f"/enrolments/{one.receipt}/make-up")
    assert "in 5 days, one journey more" in page.words
    [link] = page.select("main a[href*='/make-up/']")

    asked = visitor.get(link["href"])
    assert "1-1 項目1" in asked.select("main ul:not(nav ul) li")[0].get_text()
    assert coming(session) == [], "looking books nothing"
    done = visitor.follow(visitor.submit(asked))
    visitor.submit(asked)
    [guest] = coming(session)
    assert "The seat is booked" in done.flash
    assert "Everything that you missed is booked" in done.words
    again = visitor.follow(visitor.get(link["href"]))
    assert "Everything that you missed is booked" in again.words, "whoever goes back is told what they have"
    assert "another lesson at that time" not in again.words

    back = visitor.get(f"/enrolments/{one.receipt}/make-up/seats/{guest.id}")
    assert "The seat is given back" in visitor.follow(visitor.submit(back)).flash
    assert coming(session) == []


def test_a_choice_says_what_else_it_gives_and_what_its_day_gives(browser, app, session, one, home, host):
    mark_second(session, one, home)
    first, second, *_rest = sittings(session, host)
    both = parts_of(session, home)[1].item_id
    short = saved(session, SessionPart(session_id=first.id, position=2, item_id=both, minutes=50))
    day = clock.today(first.starts_at)
    first.starts_at, first.ends_at = clock.instant(day, time(10)), clock.instant(day, time(11))
    second.starts_at, second.ends_at = clock.instant(day, time(13)), clock.instant(day, time(14))
    session.commit()
    visitor = own(browser, app, one)
    page = visitor.get(f"/enrolments/{one.receipt}/make-up")
    [for_first, for_second, short_of_second] = [
        " ".join(row.get_text(" ").split()) for row in page.select("main li.row")
    ]
    assert "It also gives 50 minutes of what is missing in 1-2 項目2" in for_first
    assert "On the same day, 13:00–14:00, 1-2 項目2 can be made up as well" in for_first
    assert "50 minutes of 1 hour" not in for_second
    assert "50 minutes of 1 hour" in short_of_second
    short.minutes = 60
    session.commit()
    page = visitor.get(f"/enrolments/{one.receipt}/make-up")
    assert page.words.count("It also gives all that is missing in") == 2
    done = visitor.follow(visitor.submit(visitor.get(f"/enrolments/{one.receipt}/make-up/{first.id}")))
    assert "Everything that you missed is booked" in done.words, "one seat for both"


def test_of_a_longer_lesson_the_page_says_how_much_counts_and_what_would_still_be_missing(
    browser, app, session, one, home, host
):
    mark_second(session, one, home)
    first, second, *_rest = sittings(session, host)
    day = clock.today(first.starts_at)
    first.starts_at, first.ends_at = clock.instant(day, time(18, 30)), clock.instant(day, time(20, 40))
    of_first, of_second = parts_of(session, host)[:2]
    of_first.minutes, of_second.minutes = 130, 50
    session.commit()
    visitor = own(browser, app, one)
    asked = visitor.get(f"/enrolments/{one.receipt}/make-up/{first.id}")
    assert "You attend the whole lesson, 18:30–20:40. Of that, 1 hour will count for what you miss." in asked.words
    assert asked.select("main h2 ~ ul li")[0].get_text() == "1-1 項目1: 1 hour"
    assert "still missing" not in asked.words
    asked = visitor.get(f"/enrolments/{one.receipt}/make-up/{second.id}")
    assert "After that, 10 minutes of 1-2 will still be missing" in asked.words
    clerk = browser(Role.CLERK, "en")
    asked = clerk.get(f"/staff/enrolments/{one.receipt}/make-up/{first.id}")
    assert "Of that, 1 hour will count for what is missing." in asked.words


def test_what_is_booked_is_not_asked_for_again_and_what_is_left_is(browser, app, session, one, home, host):
    mark_second(session, one, home)
    with app.app_context():
        outlooks.settle_all(lambda: NOW)
    first, second, *_rest = sittings(session, host)
    visitor, private = own(browser, app, one), f"/enrolments/{one.receipt}"
    asks = "you missed 2 hours. Please make it up."
    assert asks in visitor.get(f"{private}/hours").words
    assert visitor.get(private).select("main .panel a[href$='/make-up']"), "the one loud thing"
    assert "You missed 2 hours. See in which lessons" in visitor.get(private).words

    visitor.submit(visitor.get(f"{private}/make-up/{first.id}"))
    for page in (visitor.get(f"{private}/hours"), visitor.get(private)):
        assert f"Booked: {english(app, first, host)}. Even if you attend, 1 hour will still be" in page.words
        assert asks not in page.words
        assert page.select("main a[href$='/make-up']")[0].get_text() == "Choose a lesson to make up"

    visitor.submit(visitor.get(f"{private}/make-up/{second.id}"))
    for page in (visitor.get(f"{private}/hours"), visitor.get(private)):
        both = f"{english(app, first, host)}, {english(app, second, host)}"
        assert f"Booked: {both}. If you attend, you will have all minutes." in page.words
        assert "still be missing" not in page.words
        assert not page.select("main .panel")
        assert page.select("main a[href$='/make-up']")[0].get_text() == "See what you have booked"

    visitor.submit(absences(visitor, one), "#absence-form", lessons=str(second.id), reason="通院")
    for page in (visitor.get(f"{private}/hours"), visitor.get(private)):
        assert f"Booked: {english(app, first, host)}. Even if you attend, 1 hour" in page.words


def english(app, sitting, cohort):
    with app.app_context(), speaking("en"):
        return f"{moment(sitting.starts_at)} (cohort {cohort.code})"


def test_a_seat_of_which_nothing_is_recorded_yet_counts_as_booked_and_asks_for_nothing(
    browser, app, session, one, host
):
    first = sittings(session, host)[0]
    making_up.book(session, records.record(session, one.receipt), first.id, by=None, at=NOW)
    first.starts_at, first.ends_at = NOW - 2 * HOUR, NOW - HOUR
    session.commit()
    page = own(browser, app, one).get(f"/enrolments/{one.receipt}/hours")
    assert "We still record it; you need to do nothing." in page.words


def test_the_last_seat_went_to_somebody_else(browser, app, session, one, home, host):
    rival = taking_part(session, home)
    mark(session, rival, parts_of(session, home)[0], 0)
    session.commit()
    first = sittings(session, host)[0]
    visitor = own(browser, app, one)
    asked = visitor.get(f"/enrolments/{one.receipt}/make-up/{first.id}")
    making_up.book(session, records.record(session, rival.receipt), first.id, by=None, at=NOW)
    session.commit()
    late = visitor.submit(asked)
    assert late.status == 422
    assert "The last guest seat in this session has just been taken. Nothing is booked." in late.words


def absences(visitor, one):
    return visitor.get(f"/enrolments/{one.receipt}/absences")


def ticks(page):
    """{value: the words beside the box}"""
    return {box["value"]: box.parent.text.strip() for box in page.select("input[name=lessons]")}


def notices(session):
    session.expire_all()
    return [(notice.session_id, notice.reason) for notice in session.scalars(select(Notice).order_by(Notice.id))]


def test_an_absence_is_said_before_and_taken_back(browser, app, session, one, home):
    visitor = own(browser, app, one)
    private = visitor.get(f"/enrolments/{one.receipt}")
    assert private.select(f"a[href$='/enrolments/{one.receipt}/absences']")
    third, fourth = sittings(session, home)[2:]
    page = absences(visitor, one)
    assert list(ticks(page)) == [str(third.id), str(fourth.id)]
    assert "基本" in ticks(page)[str(third.id)]
    done = visitor.follow(visitor.submit(page, "#absence-form", lessons=str(third.id), reason="通院"))
    assert "Thank you for telling us" in done.flash
    assert "1-3 項目3" in done.words
    assert notices(session) == [(third.id, "通院")]
    told = absences(visitor, one)
    assert list(ticks(told)) == [str(fourth.id)]
    assert "we expect you" in visitor.follow(visitor.submit(told, "form.button-to")).flash


def test_one_tick_announces_a_whole_day_and_a_second_press_nothing_more(browser, app, session, one, home):
    third, fourth = sittings(session, home)[2:]
    evening = clock.instant(clock.today(NOW) + DAY, time(18))
    third.starts_at, third.ends_at = evening, evening + timedelta(hours=1)
    fourth.starts_at, fourth.ends_at = evening + timedelta(hours=1), evening + timedelta(hours=2)
    session.commit()
    visitor = own(browser, app, one)
    page = absences(visitor, one)
    whole = str(clock.today(evening))
    assert "The whole day: 2 lessons" in ticks(page)[whole]
    for _press in range(2):
        done = visitor.submit(page, "#absence-form", lessons=[whole, str(third.id)], reason="仕事")
        assert "Thank you for telling us" in visitor.follow(done).flash
    assert sorted(notices(session)) == [(third.id, "仕事"), (fourth.id, "仕事")]


def test_what_is_wrong_with_an_absence_stands_beside_its_field_and_nothing_is_lost(browser, app, session, one, home):
    third, fourth = sittings(session, home)[2:]
    visitor = own(browser, app, one)
    page = absences(visitor, one)
    none = visitor.submit(page, "#absence-form", reason="通院")
    assert none.error("lessons") == "Choose at least one lesson."
    assert none.select_one("[name=reason]")["value"] == "通院"
    silent = visitor.submit(page, "#absence-form", lessons=[str(third.id), str(fourth.id)])
    assert silent.error("reason")
    assert len(silent.select("input[name=lessons][checked]")) == 2

    third.starts_at = NOW - timedelta(minutes=1)
    session.commit()
    over = visitor.submit(page, "#absence-form", lessons=[str(third.id), str(fourth.id)], reason="通院")
    assert "has begun or is over" in over.error("lessons")
    assert [box["value"] for box in over.select("input[name=lessons][checked]")] == [str(fourth.id)]
    for gone in ("999999", "2020-01-01", "x"):
        page_gone = visitor.submit(page, "#absence-form", lessons=gone, reason="通院")
        assert "not in your timetable any more" in page_gone.error("lessons")
    assert notices(session) == []


def test_an_absence_can_be_said_of_an_hour_that_teaches_nothing_such_as_the_test(browser, app, session, one, home):
    last = sittings(session, home)[-1]
    test = Session(cohort_id=home.id, starts_at=last.ends_at + DAY, ends_at=last.ends_at + 2 * DAY)
    saved(session, test)
    session.commit()
    visitor = own(browser, app, one)
    page = absences(visitor, one)
    assert "for example the test" in ticks(page)[str(test.id)]
    sent = visitor.submit(page, "#absence-form", lessons=str(test.id), reason="通院")
    assert "Thank you for telling us" in visitor.follow(sent).flash


def test_the_link_in_the_letter_opens_the_choice_of_lessons(browser, app, session, one, host):
    with app.app_context():
        outlooks.settle_all(lambda: NOW)
        letter = session.scalars(select(Message).where(Message.template == "last_chance")).one()
        link = letters.link_of(letter, NOW)
        assert link in letters.written(letter, sent_at=NOW).body
        usual = links.address(links.Purpose.ENROLMENT, one.receipt, language="en", at=NOW)
        gone = links.address(links.Purpose.ENROLMENT, one.receipt, language="en", at=NOW, page="attendance.gone")
    visitor = browser(language="en")
    opened = visitor.get(urlsplit(link).path)
    assert opened.status == 303
    assert opened.location.endswith(f"/enrolments/{one.receipt}/make-up")
    assert visitor.follow(opened).select("main a[href*='/make-up/']")
    for other in (usual, gone):
        assert visitor.get(urlsplit(other).path).location.endswith(f"/enrolments/{one.receipt}")
    assert browser(language="en").get(f"/enrolments/{one.receipt}/make-up").status == 404


def test_nobody_reads_what_others_missed(browser, one, host):
    for page in ("make-up", "absences", "make-up/1", "make-up/seats/1"):
        assert browser(language="en").get(f"/enrolments/{one.receipt}/{page}").status == 404


def test_staff_book_beyond_the_rule_with_a_reason(browser, session, one, host):
    values = MAKING_UP.shipped | {"of": {"certified_helper": {"most": 1, "months": 0}}}
    by = make_account(session)
    at = NOW - 9 * DAY
    policies.set_rule(session, MAKING_UP, from_day=clock.today(at), values=values, source="x", by=by, at=at)
    mark_second(session, one, host)
    first, second, *_rest = sittings(session, host)
    making_up.book(session, records.record(session, one.receipt), first.id, by=None, at=NOW)
    session.commit()
    clerk = browser(Role.CLERK, "en")
    assert "0 parts more may be made up" in clerk.get(f"/staff/enrolments/{one.receipt}/make-up").words
    asked = clerk.get(f"/staff/enrolments/{one.receipt}/make-up/{second.id}")
    assert "This goes beyond the rule" in asked.words
    assert clerk.submit(asked, reason="").status == 422
    clerk.follow(clerk.submit(asked, reason="入院"))
    assert [guest.reason for guest in coming(session)] == [None, "入院"]


def mark_second(session, one, host):
    """That the second lesson was missed as well."""

    part = parts_of(session, session.get(type(host), one.cohort_id))[1]
    row = session.scalars(select(Attendance).where(Attendance.part_id == part.id)).one()
    row.minutes = 0
    session.commit()


def test_the_proof_form_names_what_is_missing(browser, one, host):
    _status, body, _how = browser(Role.CLERK, "en").download(f"/staff/enrolments/{one.receipt}/make-up/proof.pdf")
    text = PdfReader(BytesIO(body)).pages[0].extract_text()
    assert "補講修了確認書" in text
    assert "1-1" in text
    assert "1-2" not in text


def test_there_is_no_proof_form_where_nothing_is_missing_or_all_is_booked(browser, session, one, home, host):
    clerk, page = browser(Role.CLERK, "en"), f"/staff/enrolments/{one.receipt}/make-up"
    assert clerk.get(page).select("a[href$='proof.pdf']")
    making_up.book(session, records.record(session, one.receipt), sittings(session, host)[0].id, by=None, at=NOW)
    session.commit()
    shown = clerk.get(page)
    assert not shown.select("a[href$='proof.pdf']")
    assert "To have a form for another school, give the seat back first." in shown.words
    refused = clerk.get(f"{page}/proof.pdf")
    assert refused.status == 409
    assert "Nothing is missing that is not booked here" in refused.words
    everything = taking_part(session, home)
    session.commit()
    assert clerk.get(f"/staff/enrolments/{everything.receipt}/make-up/proof.pdf").status == 409


def test_staff_see_who_could_not_finish_without_a_session(browser, session, one, home):
    third = sittings(session, home)[2]
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{home.code}/what-if")
    assert len(page.select("select[name=session] option")) == 2
    shown = clerk.get(f"/staff/cohorts/{home.code}/what-if?session={third.id}")
    assert "For nobody anything would get worse." in shown.words, "it cannot get worse than it is"
    assert session.scalars(select(Notice)).all() == []


def test_staff_see_who_may_not_finish_on_the_first_page(browser, app, session, one):
    with app.app_context():
        outlooks.settle_all(lambda: NOW)
    clerk = browser(Role.CLERK, "en")
    assert "Cannot finish by our lessons" in clerk.get("/staff/outlooks").words
    assert "Who may not finish" in clerk.get("/staff/").words


def test_the_rule_is_explained_before_it_is_set(browser, session):
    admin = browser(Role.ADMIN, "en")
    page = admin.get("/staff/policies/making-up")
    read = admin.submit(page, fee="1500", source="要領")
    assert "Each seat to make something up costs ¥1,500." in read.words
    assert "Initial training (130 hours): at most 10% of the syllabus parts, rounded up, at most 3 parts" in read.words
    assert admin.submit(read, save="yes", fee="1500", source="要領").status == 303
    assert policies.rows(session)[0].values["fee"] == 1500
