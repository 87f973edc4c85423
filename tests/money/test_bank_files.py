"""A bank's file is read as banks write it, matched only where everything agrees, and booked once."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import somebody
from tests.make import MONDAY
from tests.money.ledgers import PRICE, priced_cohort, seated, standing
from workforce.money.actions import bank, payments
from workforce.money.models import BankFile, BankRow, LedgerLine, LineKind, RowState
from workforce.money.queries import bank as queries
from workforce.money.rules import bank_file, bank_rows
from workforce.money.rules.bank_kana import bank_kana
from workforce.money.rules.matching import Result, Sign
from workforce.people.rules.names import Name

TODAY = date(2026, 3, 2)
HEAD = "お取引日,お引出金額,お預入金額,お取引内容,残高\r\n"
SMALL = Name("ウォン", "ジャッキー", "ウォン", "ジャッキー", "")
BY = {"by": None, "at": MONDAY}


def csv_of(*lines, head=HEAD, encoding="cp932"):
    return (head + "\r\n".join(",".join(map(str, line)) for line in lines)).encode(encoding)


def row(kana, yen=PRICE, day="2026/03/01", memo=""):
    return (day, "", f'"{yen:,}"', kana, memo or 99)


@pytest.fixture
def cohort(session):
    return priced_cohort(session, capacity=8)


@pytest.fixture
def person(session, cohort):
    return seated(session, cohort, somebody(1, name=SMALL))


def taken(session, body):
    return bank.take_in(session, name="入金.csv", body=body, **BY)


def tried(session, *lines, **how):
    return bank.trial(session, taken(session, csv_of(*lines, **how)), at=MONDAY)


def results(session, *lines, **how):
    return [match.result for match in tried(session, *lines, **how).matches]


def booked(session, *lines):
    kept = taken(session, csv_of(*lines))
    return bank.book_file(session, kept, mark=bank.trial(session, kept, at=MONDAY).mark, **BY)


def rows(session):
    session.expire_all()
    return session.scalars(select(BankRow).order_by(BankRow.id)).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヤマダ ハナコ", "ﾔﾏﾀﾞﾊﾅｺ"),
        ("ウォン ジャッキー", "ｳｵﾝｼﾞﾔﾂｷ-"),
        ("ヴー ティ・ホア", "ｳﾞ- ﾃｲ ﾎｱ"),
        ("ポール", "ホ゜ール"),
        ("ヲガワ", "ｵｶﾞﾜ"),
        ("NGUYEN VAN AN", "ｎｇｕｙｅｎ　ｖａｎ　ａｎ"),
    ],
)
def test_names_agree_however_the_bank_writes_them(one, other):
    assert bank_kana(one) == bank_kana(other)


@pytest.mark.parametrize(("one", "other"), [("ハナコ", "バナコ"), ("ヤマダ", "ヤマタ"), ("ケン", "ケンタ")])
def test_names_that_differ_in_a_letter_do_not_agree(one, other):
    assert bank_kana(one) != bank_kana(other)


@pytest.mark.parametrize(
    "typed", ["2026/03/01", "20260301", "２０２６年３月１日", "令和8年3月1日", "R8.3.1", "2026-3-1 09:00"]
)
def test_days_are_read_as_banks_write_them(typed):
    assert bank_rows.read_day(typed) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "yen"),
    [("8,300", 8300), ("８３００円", 8300), ("¥8,300", 8300), ("", 0), ("-500", 0), ("▲500", 0), ("=1+1", None)],
)
def test_amounts_are_read_and_formulas_are_not_computed(typed, yen):
    assert bank_rows.read_yen(typed) == yen


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_line_that_agrees_in_everything_is_clear_in_any_encoding(session, person, encoding):
    line = row(f"{person.receipt} ｳｵﾝ ｼﾞﾔﾂｷｰ")

    [match] = tried(session, line, encoding=encoding).matches

    assert match.result is Result.CLEAR
    assert match.who.receipt == person.receipt


def test_number_may_stand_in_another_column_and_in_groups(session, person):
    head = "取引日,入金額,振込依頼人名,EDI情報\n"
    number = f"{person.receipt[:3]}-{person.receipt[3:6]}-{person.receipt[6:]}"
    line = ("2026/3/1", PRICE, "ｳｵﾝ ｼﾞﾔﾂｷｰ", number)

    assert results(session, line, head=head) == [Result.CLEAR]


@pytest.mark.parametrize(
    ("kana", "yen", "signs"),
    [
        ("{receipt} ｽｽﾞｷ ｲﾁﾛｳ", PRICE, (Sign.RECEIPT, Sign.AMOUNT)),
        ("{receipt} ｳｵﾝ ｼﾞﾔﾂｷｰ", PRICE - 1, (Sign.RECEIPT, Sign.KANA)),
        ("ｳｵﾝ ｼﾞﾔﾂｷｰ", PRICE, (Sign.KANA, Sign.AMOUNT)),
        ("{receipt}", PRICE, (Sign.RECEIPT, Sign.AMOUNT)),
    ],
)
def test_one_sign_that_is_missing_makes_a_line_unclear_and_lists_who_it_may_be(session, person, kana, yen, signs):
    [match] = tried(session, row(kana.format(receipt=person.receipt), yen)).matches

    assert match.result is Result.UNCLEAR
    assert [(who.receipt, agrees) for who, agrees in match.candidates] == [(person.receipt, signs)]


def test_amount_alone_or_a_wrong_digit_speaks_for_nobody(session, person):
    wrong = person.receipt[:-1] + str((int(person.receipt[-1]) + 1) % 10)

    matches = tried(session, row("ｽｽﾞｷ ｲﾁﾛｳ"), row(f"{wrong} ｽｽﾞｷ")).matches

    assert [(match.result, match.candidates) for match in matches] == [(Result.UNCLEAR, ())] * 2


def test_two_people_of_one_name_are_both_listed(session, cohort, person):
    other = seated(session, cohort, somebody(2, name=SMALL))

    [match] = tried(session, row("ｳｵﾝ ｼﾞﾔﾂｷｰ")).matches

    assert {who.receipt for who, _agrees in match.candidates} == {person.receipt, other.receipt}


def test_second_payment_of_the_same_fee_is_unclear(session, person):
    line, later = row(f"{person.receipt} ｳｵﾝｼﾞﾔﾂｷｰ"), row(f"{person.receipt} ｳｵﾝｼﾞﾔﾂｷｰ", day="2026/03/02")

    assert results(session, line, later) == [Result.CLEAR, Result.UNCLEAR]
    assert results(session, line, line) == [Result.CLEAR, Result.UNCLEAR], "the same line twice is not decided by us"


def test_money_that_went_out_and_broken_lines_book_nothing(session, person, speaking):
    lines = [
        ("2026/03/01", "3,000", "", "家賃", 1),
        ("2026/03/01", "", "=SUM(A1)", "x", 1),
        ("きのう", "", 5000, "x", 1),
        ("2027/03/01", "", 5000, "x", 1),
        ("2026/03/01",),
    ]
    with speaking("en"):
        matches = tried(session, *lines, head=HEAD.replace('"', "")).matches

    assert [match.result for match in matches][1:] == [Result.ERROR] * 4
    assert matches[1].line.error == "The amount cannot be read: =SUM(A1)"
    assert matches[3].line.error == "The day lies in the future: 2027/03/01"
    assert matches[4].line.error == "This line has too few columns."


def test_clear_lines_are_booked_and_unclear_ones_stay(session, person):
    assert booked(session, row(f"{person.receipt} ｳｵﾝ ｼﾞﾔﾂｷｰ"), row("ｽｽﾞｷ", 300)) == 1

    assert [(one.state, one.enrolment_id) for one in rows(session)] == [
        (RowState.BOOKED, person.id),
        (RowState.UNCLEAR, None),
    ]
    found = standing(session, person)
    assert found.balance == 0
    assert found.lines[-1].day == date(2026, 3, 1), "the day of the bank"


def test_same_file_and_overlapping_files_book_nothing_twice(session, person):
    line = row(f"{person.receipt} ｳｵﾝ ｼﾞﾔﾂｷｰ")
    booked(session, line, row("ｽｽﾞｷ", 300))

    assert results(session, line, row("ｽｽﾞｷ", 300), row("ｻﾄｳ", 400)) == [Result.KNOWN, Result.KNOWN, Result.UNCLEAR]
    assert booked(session, line, row("ｽｽﾞｷ", 300)) == 0
    assert session.scalar(select(func.count()).where(LedgerLine.kind == LineKind.PAYMENT)) == 1


def test_file_is_booked_once_and_only_as_it_was_looked_at(session, person):
    kept = taken(session, csv_of(row(f"{person.receipt} ｳｵﾝ ｼﾞﾔﾂｷｰ")))
    mark = bank.trial(session, kept, at=MONDAY).mark
    payments.pay_cash(session, person, yen=PRICE, day=TODAY, key="k", **BY)

    with pytest.raises(bank.ChangedMeanwhile):
        bank.book_file(session, kept, mark=mark, **BY)
    assert rows(session) == []
    bank.book_file(session, kept, mark=bank.trial(session, kept, at=MONDAY).mark, **BY)
    with pytest.raises(bank.BookedAlready):
        bank.book_file(session, kept, mark=mark, **BY)


def test_staff_assign_a_line_set_it_aside_and_take_it_up_again(session, cohort, person):
    other = seated(session, cohort, somebody(2))
    booked(session, row("ｵﾄｳｻﾝ", PRICE + 100), row("ｽｽﾞｷ", 300))
    [first, second] = rows(session)

    bank.assign(session, first, person, **BY)
    with pytest.raises(bank.RowDone):
        bank.assign(session, first, other, **BY)
    with pytest.raises(bank.ReasonMissing):
        bank.set_aside(session, second, reason="", **BY)
    bank.set_aside(session, second, reason="講座と関係のない入金", **BY)
    assert standing(session, person).balance == -100, "what is too much goes back"

    line = standing(session, person).lines[-1]
    payments.correct(session, person, line, reason="別の人", **BY)
    assert first.state is RowState.UNCLEAR
    bank.assign(session, first, other, **BY)
    assert standing(session, other).paid == PRICE + 100
    assert standing(session, person).balance == PRICE


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", bank_file.FileEmpty),
        (b" \r\n", bank_file.FileEmpty),
        (b"PK\x03\x04abc", bank_file.NotText),
        (b"\x81\xff\xfe\xfd", bank_file.WrongEncoding),
        (b"a,b\x00c", bank_file.NotText),
        (b"1,2\n" * 10_001, bank_file.TooManyLines),
        (b"1" * 3_000_001, bank_file.FileTooLarge),
    ],
)
def test_files_that_are_no_list_of_a_bank_are_refused(session, body, refusal):
    with pytest.raises(refusal):
        taken(session, body)
    assert session.scalar(select(func.count(BankFile.id))) == 0


def test_unknown_headings_wait_for_somebody_who_chooses(session, person):
    body = csv_of(("2026/3/1", f"{person.receipt} ｳｵﾝｼﾞﾔﾂｷｰ", PRICE), head="A,B,C\n")
    kept = taken(session, body)
    assert kept.columns is None
    with pytest.raises(bank_file.ColumnsMissing):
        bank.trial(session, kept, at=MONDAY)

    with pytest.raises(bank_file.ColumnsMissing):
        bank.choose_columns(session, kept, bank_file.Columns(first=1, day=0, yen=0, kana=1))
    bank.choose_columns(session, kept, bank_file.Columns(first=1, day=0, yen=2, kana=1))
    assert len(bank.trial(session, kept, at=MONDAY).clear) == 1


def test_ten_thousand_lines_are_looked_at_with_five_statements(session, person, count_statements):
    kept = taken(session, csv_of(*(row(f"ｻﾄｳ{n}", 1 + n) for n in range(9_998))))
    with count_statements() as seen:
        found = bank.trial(session, kept, at=MONDAY)
    assert len(found.of(Result.UNCLEAR)) == 9_998
    assert len(seen) <= 5


def test_unclear_lines_are_counted_the_oldest_first(session, person):
    booked(session, row("ｻﾄｳ", 1, day="2026/03/01"), row("ｽｽﾞｷ", 2, day="2026/02/01"))

    assert [one.yen for one in queries.unclear(session)] == [2, 1]
    assert queries.unclear_count(session) == 2
