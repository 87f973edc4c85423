"""ENR-9: lists of names in any spelling, order and encoding; and what is no list."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from workforce.enrolment.rules.group_files import (
    HasMacros,
    OldOrLocked,
    TooLarge,
    UnknownLetters,
    as_typed,
    rows_of_file,
)
from workforce.enrolment.rules.group_headings import field_of
from workforce.enrolment.rules.group_tables import (
    NoHeadings,
    NothingInIt,
    TooManyPeople,
    Unreadable,
    rows_of_text,
)

HEADINGS = "姓,名,セイ,メイ,生年月日,メール,電話番号,言語"
ROW = "高橋,花子,タカハシ,ハナコ,昭和55年2月29日,hanako@example.jp,090-1234-5678,日本語"
HANAKO = {
    "family_name": "高橋",
    "given_name": "花子",
    "family_kana": "タカハシ",
    "given_kana": "ハナコ",
    "birth_date": "昭和55年2月29日",
    "mail": "hanako@example.jp",
    "phone": "090-1234-5678",
    "language": "日本語",
}
LIST = f"{HEADINGS}\r\n{ROW}\r\n"


def workbook(*rows) -> bytes:
    book, data = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def archive(**parts) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_list_is_read_in_every_encoding_that_spreadsheets_write(encoding):
    assert rows_of_file(LIST.encode(encoding)) == [HANAKO]


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_pasted_rows_are_parted_by_what_parts_the_headings(delimiter):
    assert rows_of_text(LIST.replace(",", delimiter)) == [HANAKO]


def test_columns_stand_in_any_order_and_others_are_passed_over():
    text = "No.\t生年月日\t氏名\t部署\tフリガナ\tE-mail\n1\tS55.2.29\t高橋 花子\t介護課\tタカハシ ハナコ\th@example.jp"
    [row] = rows_of_text(text)
    assert (row["family_name"], row["given_kana"], row["mail"]) == ("高橋", "ハナコ", "h@example.jp")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("氏名（カナ）", "kana"),
        ("メール アドレス", "mail"),
        ("ﾒｰﾙ", "mail"),
        ("Date of birth", "birth_date"),
        ("Family name", "family_name"),
        ("携帯電話", "phone"),
        ("部署", None),
    ],
)
def test_heading_is_known_in_many_spellings(heading, field):
    assert field_of(heading) == field


def test_workbook_is_read_with_its_dates_and_without_working_out_formulas():
    data = workbook(
        HEADINGS.split(","),
        ["高橋", "花子", "タカハシ", "ハナコ", date(1980, 2, 29), "h@example.jp", 9012345678, None],
        ['=HYPERLINK("x")', "太郎", "タカハシ", "タロウ", "1980-02-29", "", "0422-20-3741", "ja"],
    )
    first, second = rows_of_file(data)
    assert (first["birth_date"], first["phone"]) == ("1980-02-29", "09012345678")
    assert second["family_name"].startswith("=")


def test_number_that_lost_its_zero_gets_it_back():
    assert as_typed(9012345678.0) == "09012345678"
    assert as_typed(19800229) == "19800229"
    assert as_typed(None) == ""


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", NothingInIt),
        (b"\xef\xbb\xbf", NothingInIt),
        (HEADINGS.encode(), NothingInIt),
        (b"%PDF-1.7\n\x00\x01", Unreadable),
        ("部署,職種\r\n介護課,介護職".encode(), NoHeadings),
        (ROW.encode(), NoHeadings),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldOrLocked),
        (b"\xff\x80\x81\xfd\xa0", UnknownLetters),
        (b"x" * 1_000_001, TooLarge),
        ("\r\n".join([HEADINGS, *[ROW] * 10_000]).encode("cp932")[:999_999], TooManyPeople),
        (b"PK\x03\x04 and nothing behind it", Unreadable),
        (archive(**{"[Content_Types].xml": "<x/>"}), Unreadable),
        (archive(**{"xl/vbaProject.bin": "Sub AutoOpen()"}), HasMacros),
        (archive(bomb="0" * 30_000_000), TooLarge),
        (workbook(), NothingInIt),
        (workbook(HEADINGS.split(","), *[ROW.split(",")] * 51), TooManyPeople),
        (f'{HEADINGS}\r\n"{"x" * 200_000}'.encode(), Unreadable),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(data, refusal):
    with pytest.raises(refusal):
        rows_of_file(data)


def test_fifty_people_are_one_list():
    assert len(rows_of_file("\r\n".join([HEADINGS, *[ROW] * 50]).encode())) == 50
