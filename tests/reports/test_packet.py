"""REP-5: the papers of a cohort as one packet, from live data, with what is missing and by when it is wanted."""

import io
from datetime import date

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.attendance.taught import came_as_guest, make_taught, mark, parts_of, seated
from tests.certificates.completed import NOW, completed, issue, over
from tests.enrolment.applying import somebody
from tests.make import make_account, saved
from workforce.access import Role
from workforce.certificates.rules.sheets import printed
from workforce.reports.queries import records
from workforce.reports.queries.gaps import Lack, gaps
from workforce.reports.rules import deadlines, papers
from workforce.reports.rules.deadlines import Deadlines, Paper, due
from workforce.reports.rules.sheets import Sheet, as_workbook
from workforce.scheduling.models import Assignment, Duty

RULE = Deadlines(plan=30, change=10, cancellation=10, report=30)
OPENS, ENDS = date(2026, 3, 2), date(2026, 5, 31)


def test_each_paper_has_its_day():
    found = due(RULE, opens_on=OPENS, ends_on=ENDS, cancelled_on=None, sent={Paper.PLAN: date(2026, 1, 30)})

    assert [(one.paper, one.day, one.sent_on) for one in found] == [
        (Paper.PLAN, date(2026, 1, 31), date(2026, 1, 30)),
        (Paper.REPORT, date(2026, 6, 30), None),
    ]
    assert not found[1].is_late(date(2026, 6, 30))
    assert found[1].is_late(date(2026, 7, 1))


def test_cancelled_cohort_is_reported_instead_of_its_result():
    found = due(RULE, opens_on=OPENS, ends_on=ENDS, cancelled_on=date(2026, 4, 1), sent={})
    assert [(one.paper, one.day) for one in found][1] == (Paper.CANCELLATION, date(2026, 4, 11))


def test_shipped_deadlines_are_those_of_the_prefecture():
    assert deadlines.read(deadlines.DEADLINES.shipped) == RULE


def taught(session):
    """(cohort, its papers' records): two who completed, one of them as a guest elsewhere; one who was absent once."""
    cohort = over(session)
    first, second = parts_of(session, cohort)
    teacher = make_account(session, Role.INSTRUCTOR, "講師 一郎")
    one = {"person_id": teacher.person_id, "duty": Duty.LEAD, "at": NOW}
    saved(session, Assignment(part_id=first.id, **one))
    completed(session, cohort, 1)
    absent = seated(session, cohort, application=somebody(2))
    mark(session, absent, first, 0)
    mark(session, absent, second, 90)
    guest = seated(session, cohort, application=somebody(3))
    mark(session, guest, first, 0)
    mark(session, guest, second, second.minutes)
    other = make_taught(session, course=cohort.course)
    came_as_guest(session, guest, parts_of(session, other)[0], first.minutes)
    session.commit()
    return cohort


def found_of(session, cohort):
    session.expire_all()
    return records.of_cohort(session, cohort.code, at=NOW)


def cells(sheet):
    return [[printed(cell) for cell in row] for row in sheet.rows]


def test_the_proof_of_making_up_says_no_more_minutes_than_count(session):
    cohort = taught(session)
    enrolment = seated(session, cohort, application=somebody(4))
    first, second = parts_of(session, cohort)
    mark(session, enrolment, first, 0)
    mark(session, enrolment, second, second.minutes)
    again = [parts_of(session, make_taught(session, course=cohort.course))[0] for _n in range(2)]
    came_as_guest(session, enrolment, again[0], 100)
    came_as_guest(session, enrolment, again[1], first.minutes)
    session.commit()

    found = found_of(session, cohort)

    assert [minutes for one, minutes in papers.counted(found) if one.enrolment_id == enrolment.id] == [first.minutes]


def test_papers_say_what_was_taught_attended_and_made_up(session):
    cohort = taught(session)
    found = found_of(session, cohort)

    by_title = {sheet.title: sheet for sheet in papers.packet(found)}
    assert list(by_title) == [
        *("研修計画", "カリキュラム及び日程表", "講師別担当科目一覧", "受講者科目別出席簿", "補講修了確認書"),
        *("受講者本人確認実施報告書", "修了評価一覧表", "事業修了報告書", "修了者名簿"),
    ]
    assert [row[1:] for row in cells(by_title["受講者科目別出席簿"])] == [
        ["○", "○", "5時間", "0時間", ""],
        ["×", "90", "1.5時間", "0時間", "3.5時間"],
        ["×", "○", "2時間", "3時間", ""],
    ]
    assert [row[2:5] for row in cells(by_title["補講修了確認書"])] == [["3時間", "令和8年4月1日", "自事業者"]]
    assert cells(by_title["講師別担当科目一覧"]) == [["講師 一郎", "1 基本", "項目1", "3時間", "4/1"]]
    facts = dict(by_title["事業修了報告書"].facts)
    assert (facts["受講者数"], facts["修了者数"], facts["未修了者数"]) == ("3名", "2名", "1名")
    assert cells(by_title["修了評価一覧表"])[1][-1] == "未修了：時間不足"


def test_what_is_missing_is_listed_and_goes_when_it_is_mended(session):
    cohort = taught(session)
    lacks = {one.lack: one for one in gaps(found_of(session, cohort), at=NOW)}

    assert set(lacks) == {Lack.DESIGNATION, Lack.INSTRUCTORS, Lack.IDENTITY, Lack.HOURS, Lack.CERTIFICATES}
    assert (lacks[Lack.IDENTITY].count, lacks[Lack.HOURS].count, lacks[Lack.CERTIFICATES].count) == (2, 1, 2)
    issue(session, cohort)
    assert Lack.CERTIFICATES not in {one.lack for one in gaps(found_of(session, cohort), at=NOW)}


def test_packet_takes_as_many_statements_for_many_as_for_few(session, count_statements):
    cohort = taught(session)
    with count_statements() as few:
        found_of(session, cohort)
    for number in range(10, 16):
        completed(session, cohort, number)
    session.commit()
    with count_statements() as many:
        found_of(session, cohort)

    assert len(many) == len(few) <= 20


def test_packet_is_one_file_to_print_and_one_to_compute_with(browser, session):
    cohort = taught(session)
    issue(session, cohort)
    clerk = browser(Role.CLERK)

    status, body, _headers = clerk.download(f"/staff/cohorts/{cohort.code}/packet.pdf")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert status == 200
    assert "不足しているもの" in said
    assert "受講者科目別出席簿" in said
    status, body, _headers = clerk.download(f"/staff/cohorts/{cohort.code}/packet.xlsx")
    book = load_workbook(io.BytesIO(body))
    assert [name[1:] for name in book.sheetnames[:3]] == ["研修計画", "カリキュラム及び日程表", "講師別担当科目一覧"]
    assert len(book.sheetnames) == 9


def test_clerk_sees_what_is_missing_and_notes_what_was_sent(browser, session):
    cohort = taught(session)
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/cohorts/{cohort.code}/packet")
    assert "Hours are missing: 1 person" in page.words
    assert page.select(f"main a[href$='/staff/cohorts/{cohort.code}/teaching']")
    done = clerk.follow(clerk.submit(page, paper="report", words="郵送"))

    assert done.flash == "Noted as sent."
    assert "Sent" in done.words
    assert clerk.submit(page, paper="report", words="郵送").status == 422


def test_deadlines_are_set_by_an_administrator(browser):
    admin = browser(Role.ADMIN, "en")
    address = "/staff/policies/regulatory-deadlines"

    assert admin.submit(admin.get(address), report="0", source="x").status == 422
    assert "within 14 days after the last day" in admin.submit(admin.get(address), report="14", source="要領").words


def test_names_of_sheets_fit_and_formulas_stay_words():
    sheet = Sheet("名簿/一覧" * 9, head=("a",), rows=[("=1+1",)])
    [page] = load_workbook(io.BytesIO(as_workbook([sheet]))).worksheets

    assert len(page.title) <= 31
    assert page["A4"].data_type == "s"


def test_days_in_a_workbook_are_days_that_read_in_the_era_and_columns_fit_the_table():
    facts = [("事業者", "とても長い名前の見本市地域包括ケア人材育成センター")]
    rows = [("山田　花子", date(1990, 4, 2))]
    sheet = Sheet("名簿", facts, ("氏名", "生年月日"), rows, note="写しは保管していません。" * 9)
    page, empty = load_workbook(io.BytesIO(as_workbook([sheet, Sheet("空", head=("氏名",))]))).worksheets

    born = page["B5"]
    assert (born.is_date, born.number_format) == (True, '[$-411]ggge"年"m"月"d"日"')
    assert page["A5"].value == "山田　花子", "a wide space is no control character"
    assert [page.column_dimensions[column].width for column in "AB"] == [12, 15]
    assert page.print_title_rows == "$4:$4"
    assert empty["A4"].value == "該当する者はいません。"
