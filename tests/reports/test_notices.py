"""REP-5: what changed since the authority was told (変更届), and that nothing takes place (中止届)."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.attendance.taught import make_taught, parts_of, seated
from tests.certificates.completed import named_issuer
from tests.enrolment.applying import somebody
from tests.make import MONDAY, make_person, saved
from tests.scheduling.teaching import make_qualified
from workforce.access import Role
from workforce.catalogue.actions import sessions
from workforce.catalogue.models import CourseKind, Place
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.certificates.rules.sheets import printed
from workforce.enrolment.actions import merging, moves
from workforce.i18n.wording import localized_text
from workforce.outbox import Message, Sending
from workforce.reports.actions import sending
from workforce.reports.queries import records
from workforce.reports.rules.deadlines import Paper
from workforce.reports.rules.notices import notices
from workforce.reports.views.packet import dues
from workforce.scheduling.actions import assignments
from workforce.scheduling.actions.requests import answering, asking, leaving
from workforce.scheduling.models import Duty, Request
from workforce.scheduling.queries import assignments as queries

DAY = timedelta(days=1)
NOW = MONDAY + DAY
BY = {"by": None, "at": NOW}
FIRST = date(2026, 4, 1)


@pytest.fixture
def cohort(session):
    """Two lessons from 1 April on, each with 講師 一郎; its plan was sent."""
    named_issuer(session)
    centre = saved(session, Place(name=localized_text("東センター"), address="見本市東2", access={}))
    cohort = make_taught(session, kind=CourseKind.INITIAL_TRAINING, capacity=20, place_id=centre.id)
    ichiro = make_qualified(session, "講師 一郎")
    parts = {part.id for part in parts_of(session, cohort)}
    assignments.assign(session, cohort, part_ids=parts, person_id=ichiro.id, duty=Duty.LEAD, **BY)
    send(session, cohort, Paper.PLAN)
    return cohort


def send(session, cohort, paper):
    sending.note_sent(session, cohort, paper, words="郵送", sent=False, **BY)
    session.flush()


def found_of(session, cohort):
    session.flush()
    session.expire_all()
    return records.of_cohort(session, cohort.code, at=NOW)


def rows(session, cohort):
    return [[printed(cell) for cell in row] for sheet in notices(found_of(session, cohort)) for row in sheet.rows]


def teaches_now(session, cohort, part, name="講師 花子"):
    """Instead of whoever taught it."""
    for one in assignments_of(session, cohort)[part.id]:
        assignments.release_one(session, cohort, assignment_id=one.id, **BY)
    person = make_qualified(session, name)
    assignments.assign(session, cohort, part_ids=[part.id], person_id=person.id, duty=Duty.LEAD, **BY)
    return person


def assignments_of(session, cohort):
    return queries.of_cohort(session, cohort.id)


def move_room(session, cohort, room):
    whole = cohort_page(session, cohort.code, again=True)
    first = whole.sessions[0]
    given = {"starts_at": first.starts_at, "ends_at": first.ends_at, "online": False, "room": room}
    sessions.edit_session(session, whole, first, **given, **BY)


def test_without_a_change_there_is_no_notice(session, cohort):
    found = found_of(session, cohort)

    assert notices(found) == []
    assert [one.paper for one in dues(found)] == [Paper.PLAN, Paper.REPORT]


def test_plan_that_nobody_kept_is_compared_with_nothing(session):
    cohort = make_taught(session)
    moves.change_capacity(session, cohort, capacity=30, **BY)

    assert rows(session, cohort) == []


def test_notice_names_what_changed_before_and_after(session, cohort):
    first = parts_of(session, cohort)[0]
    teaches_now(session, cohort, first)
    move_room(session, cohort, "201")
    place = saved(session, Place(name=localized_text("市民会館"), address="見本市中央1-1", access={}))
    cohort.capacity, cohort.place_id = 24, place.id

    said = rows(session, cohort)

    assert [row[0] for row in said] == ["定員", "会場", "日程・教室", "講師　1 項目1（4/1）"]
    assert said[0][1:] == ["20名", "24名", "令和8年4月1日"]
    assert said[1][1:3] == ["東センター 見本市東2", "市民会館 見本市中央1-1"]
    assert said[2][2].endswith(" 201")
    assert said[3][1:] == ["講師 一郎", "講師 花子", "令和8年4月1日"]
    [sheet] = notices(found_of(session, cohort))
    assert (sheet.title, dict(sheet.facts)["提出先"]) == ("変更届", "見本県 福祉部")


def test_what_was_changed_back_is_no_change(session, cohort):
    move_room(session, cohort, "201")
    assert len(rows(session, cohort)) == 1
    move_room(session, cohort, "")

    assert rows(session, cohort) == []


def test_person_whose_records_were_merged_is_no_other_instructor(session, cohort):
    [[one], _other] = assignments_of(session, cohort).values()
    keep = make_person(session, "講師 一郎")
    merging.merge(session, keep, session.get_one(type(keep), one.person_id), reason="同じ人", **BY)

    assert rows(session, cohort) == []


def test_notice_is_due_before_the_first_change_and_begins_anew_once_it_is_sent(session, cohort):
    move_room(session, cohort, "201")
    by_paper = {one.paper: one for one in dues(found_of(session, cohort))}
    assert by_paper[Paper.CHANGE].day == FIRST - timedelta(days=10)
    assert by_paper[Paper.CHANGE].sent_on is None

    send(session, cohort, Paper.CHANGE)
    assert rows(session, cohort) == []
    move_room(session, cohort, "202")
    assert [row[1:3] for row in rows(session, cohort)] == [
        ["令和8年4月1日 09:00〜12:00 201", "令和8年4月1日 09:00〜12:00 202"]
    ]


def test_cancelled_cohort_says_why_and_how_people_were_told(session, cohort):
    enrolments = [seated(session, cohort, application=somebody(number)) for number in (1, 2)]
    move_room(session, cohort, "201")
    moves.cancel_cohort(session, enrolments[0].cohort, reason="申込みが最少人数に満たないため", **BY)
    query = select(Message).where(Message.template == "cohort_cancelled").order_by(Message.id)
    letter, _other = session.scalars(query)
    letter.state, letter.sent_at = Sending.SENT, NOW

    [sheet] = notices(found_of(session, cohort))

    facts = dict(sheet.facts)
    assert sheet.title == "中止届"
    assert (facts["中止を決めた日"], facts["中止の理由"]) == ("令和8年3月3日", "申込みが最少人数に満たないため")
    assert (facts["申込者数"], facts["申込者への連絡"]) == ("2名", "メール 1名（令和8年3月3日まで）。未連絡 1名")
    assert Paper.CHANGE not in [one.paper for one in dues(found_of(session, cohort))]


def test_clerk_prints_the_notice_alone_and_notes_it_as_sent(browser, session, cohort):
    move_room(session, cohort, "201")
    session.commit()
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/cohorts/{cohort.code}/packet")
    assert "1 thing is different from what the authority knows" in page.words

    status, body, _headers = clerk.download(f"/staff/cohorts/{cohort.code}/packet.pdf?paper=変更届")
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages)
    assert (status, len(PdfReader(io.BytesIO(body)).pages)) == (200, 1)
    assert "次のとおり変更するので" in said
    assert "不足しているもの" not in said
    assert clerk.download(f"/staff/cohorts/{cohort.code}/packet.pdf?paper=中止届")[0] == 404
    done = clerk.follow(clerk.submit(page, paper="change", words="郵送"))
    assert "different from what the authority knows" not in done.words
    assert clerk.submit(page, paper="change", words="郵送").status == 422


def test_a_substitute_who_says_yes_makes_a_notice_that_the_page_of_the_request_leads_to(browser, session, cohort):
    [first, *_rest] = parts_of(session, cohort)
    [ichiro] = {one.person_id for one in assignments_of(session, cohort)[first.id]}
    hanako = make_qualified(session, "講師 花子")
    leaving.absent(session, ichiro, session_ids=[first.session_id], **BY)
    parts = [one.id for one in parts_of(session, cohort) if one.session_id == first.session_id]
    search = asking.begin(session, cohort, part_ids=parts, person_ids=[hanako.id], **BY)
    [asked] = session.scalars(select(Request.id))
    answering.accept(session, asked, **BY)
    session.commit()

    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/teaching/requests/{search.id}")
    assert "The notice of a change is drafted; it is wanted by" in page.words
    [address] = [link["href"] for link in page.select("main a") if "packet.pdf" in link["href"]]
    status, body, _headers = clerk.download(address.removeprefix("/en"))
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages)
    assert status == 200
    assert "一郎" in said
    assert "花子" in said
    send(session, cohort, Paper.CHANGE)
    session.commit()
    assert "The notice of a change is drafted" not in clerk.get(f"/staff/teaching/requests/{search.id}").words
