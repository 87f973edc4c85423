"""The pages of a bank's file: looked at first, booked by a button, what is unclear stays in sight."""

import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.enrolment.enrolled import enrolled
from tests.make import make_open_cohort
from tests.money.ledgers import PRICE, priced
from workforce import clock
from workforce.access import Role
from workforce.money.models import BankFile, BankRow, LedgerLine, LineKind, RowState
from workforce.people.models import Person

BANK = "/staff/money/bank"
DAY = f"{clock.today(datetime.now(UTC)):%Y/%m/%d}"
HEAD = "お取引日,お預入金額,お取引内容\n"


@pytest.fixture
def person(session):
    enrolment = enrolled(session, priced(session, make_open_cohort(session)))
    session.commit()
    return enrolment


@pytest.fixture
def clerk(browser, person):
    return browser(Role.CLERK, "en")


def kana(session, enrolment):
    who = session.get(Person, enrolment.person_id)
    return f"{who.family_kana} {who.given_kana}"


def bring(clerk, text, name="bank.csv", encoding="cp932"):
    action, fields = clerk.get(BANK).form()
    body = text if isinstance(text, bytes) else text.encode(encoding)
    file = {"file": (io.BytesIO(body), name)}
    return clerk._open(action, method="POST", data=fields | file, content_type="multipart/form-data")


def clear_line(session, person):
    return f"{DAY},{PRICE},{person.receipt} {kana(session, person)}\n"


def payments(session):
    return session.scalars(select(LedgerLine.yen).where(LedgerLine.kind == LineKind.PAYMENT)).all()


def test_clerk_looks_first_and_books_what_is_clear(clerk, session, person):
    page = clerk.follow(bring(clerk, HEAD + clear_line(session, person) + f"{DAY},300,ｽｽﾞｷ\n"))
    assert "Clear: 1" in page.words
    assert "Unclear: 1" in page.words
    assert payments(session) == []

    done = clerk.submit(page, "#book-form")
    assert done.status == 303
    booked = clerk.follow(done)
    assert "1 payment is booked." in booked.flash
    assert "Unclear: 1" in booked.words

    assert clerk.submit(page, "#book-form").status == 422, "pressed twice, it is booked once"
    assert payments(session) == [-PRICE]


def test_unclear_payment_is_given_to_a_person_by_its_number(clerk, session, person):
    clerk.submit(clerk.follow(bring(clerk, HEAD + f"{DAY},{PRICE},オトウサン\n")), "#book-form")
    assert "オトウサン" in clerk.get(BANK).words
    address = f"{BANK}/rows/{session.scalar(select(BankRow.id))}"

    assert "Type the ten digits" in clerk.submit(clerk.get(address), "#assign-form", receipt="12").error("receipt")
    assert clerk.submit(clerk.get(address), "#assign-form", receipt=person.receipt).status == 303

    assert payments(session) == [-PRICE]
    assert "Every payment has found its person." in clerk.get(BANK).words
    assert "It is booked for" in clerk.get(address).words


def test_candidate_is_one_press_away(clerk, session, person):
    line = f"{DAY},{PRICE},{kana(session, person)}\n"
    clerk.submit(clerk.follow(bring(clerk, HEAD + line)), "#book-form")
    page = clerk.get(f"{BANK}/rows/{session.scalar(select(BankRow.id))}")

    assert "Agrees: sender, amount. Does not agree: receipt number" in page.words
    assert clerk.submit(page, ".panel form").status == 303
    assert payments(session) == [-PRICE]


def test_unclear_payment_is_set_aside_with_a_reason_and_comes_back(clerk, session, person):
    clerk.submit(clerk.follow(bring(clerk, HEAD + f"{DAY},300,ヤチン\n")), "#book-form")
    row_id = session.scalar(select(BankRow.id))
    address = f"{BANK}/rows/{row_id}"

    assert "Write why" in clerk.submit(clerk.get(address), "#aside-form").error("reason")
    clerk.submit(clerk.get(address), "#aside-form", reason="会議室の使用料")
    assert session.get(BankRow, row_id).state is RowState.SET_ASIDE
    clerk.submit(clerk.get(address))
    assert session.get(BankRow, row_id).state is RowState.UNCLEAR


def test_columns_are_chosen_where_headings_say_nothing(clerk, session, person):
    line = f"x,{person.receipt} {kana(session, person)},{PRICE},{DAY}\n"
    page = clerk.follow(bring(clerk, "A,B,C,D\n" + line))
    assert "We do not know the columns" in page.words

    wrong = clerk.submit(page, "#columns-form", first="1", day="3", yen="3", kana="1")
    assert wrong.status == 422
    assert "Choose the columns" in wrong.words
    page = clerk.follow(clerk.submit(page, "#columns-form", first="1", day="3", yen="2", kana="1"))
    assert "Clear: 1" in page.words


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04", "This is not a CSV file."),
        (b"\x81\xff\xfe\xfd", "We cannot read the letters of this file"),
        (b"1,2\n" * 10_001, "more than 10000 lines"),
    ],
)
def test_wrong_files_are_refused_in_plain_words(clerk, session, body, said):
    page = bring(clerk, body)

    assert page.status == 422
    assert said in page.error("file")
    assert session.query(BankFile).count() == 0


def test_file_that_was_booked_is_known_when_it_comes_again(clerk, session, person):
    text = HEAD + clear_line(session, person)
    clerk.submit(clerk.follow(bring(clerk, text)), "#book-form")

    page = clerk.follow(bring(clerk, text))

    assert "Exactly this file was booked on" in page.words
    assert "Known from an earlier file: 1" in page.words
    assert not page.select("#book-form")


def test_file_can_be_thrown_away_until_it_is_booked(clerk, session, person):
    page = clerk.follow(bring(clerk, HEAD + clear_line(session, person)))
    assert clerk.submit(page, "form[action$='/removal']").status == 303
    assert session.query(BankFile).count() == 0


def test_ten_thousand_lines_are_read_and_shown(clerk, session, person):
    page = clerk.follow(bring(clerk, HEAD + "".join(f"{DAY},{n},ｻﾄｳ\n" for n in range(1, 10_000))))

    assert "Unclear: 9999" in page.words
    assert "The first 200 of 9999 are shown." in page.words
    assert clerk.submit(page, "#book-form").status == 303
    assert session.query(BankRow).count() == 9999


def test_what_somebody_typed_is_shown_as_text(clerk, session, person):
    page = clerk.follow(bring(clerk, HEAD + f"{DAY},300,<b>=1+1</b>\n"))
    assert "<b>=1+1</b>" in page.words
