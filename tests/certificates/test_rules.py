"""Numbers as people type them, letters that can be printed, rules that are refused, and what a certificate is worth."""

from datetime import date

import pytest

from workforce.certificates.rules import glyphs, registers
from workforce.certificates.rules.issuer import LettersMissing
from workforce.certificates.rules.numbers import NotANumber, read, register_of, shown
from workforce.certificates.rules.worth import Worth, worth

TODAY = date(2026, 11, 23)


def test_number_says_its_register_and_year():
    assert shown(register_of("SN", 2026), 12) == "SN-2026-00012"
    assert shown(register_of("NH", None), 12) == "NH-00012"


@pytest.mark.parametrize(
    "typed",
    [
        "SN-2026-00012",
        "sn202600012",
        "ＳＮ－２０２６－０００１２",
        "第SN-2026-12号",
        "SN 2026 00012",
        "No. SN‐2026‐12",
        "SNー2026ー00012",
    ],
)
def test_number_is_read_however_it_is_typed(typed):
    assert read(typed) == ("SN-2026", 12)


@pytest.mark.parametrize(("typed", "meant"), [("NH-00012", ("NH", 12)), ("nh12", ("NH", 12)), ("No-12", ("NO", 12))])
def test_number_of_a_register_without_years_is_read(typed, meant):
    assert read(typed) == meant


@pytest.mark.parametrize("typed", ["", "12", "SN", "修了", "ABCDE-12", "SN-2026-1234567"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotANumber):
        read(typed)


@pytest.mark.parametrize(
    "name", ["𠮷野 家子", "髙橋 﨑子", "葛\U000e0100城 花", "渡邉\U000e0102", "邊\U000e0107", "NGUYỄN THỊ HỒNG", "々木"]
)
def test_rare_kanji_and_variants_can_be_printed(name):
    assert glyphs.missing(name) == []


def test_what_no_font_has_is_named_letter_by_letter():
    assert glyphs.missing("အောင်") == ["အ", "ေ", "ာ", "င", "်"]
    assert glyphs.missing("一\U000e01ef子") == ["一\U000e01ef"]
    assert glyphs.of_second("葛\U000e0100 邊\U000e0107") == ["邊\U000e0107"]


@pytest.mark.parametrize(
    ("given", "worth_it"),
    [
        ({}, Worth.VALID),
        ({"expires_on": TODAY}, Worth.VALID),
        ({"expires_on": date(2026, 11, 22)}, Worth.EXPIRED),
        ({"expires_on": date(2026, 11, 22), "is_replaced": True}, Worth.REPLACED),
        ({"is_replaced": True, "is_void": True}, Worth.VOID),
    ],
)
def test_worth_of_a_certificate(given, worth_it):
    nothing = {"is_void": False, "is_replaced": False, "expires_on": None}
    assert worth(**nothing | given, today=TODAY) is worth_it


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"letters": "初任", "statement": "x"}, registers.NotLetters),
        ({"letters": "sn", "statement": "x"}, registers.NotLetters),
        ({"letters": "SN"}, registers.StatementMissing),
        ({"letters": "SN", "statement": "x", "work_months": 6}, registers.RenewalUnclear),
        ({"letters": "SN", "statement": "အောင်"}, LettersMissing),
    ],
)
def test_rule_that_cannot_be_is_refused(values, refusal):
    with pytest.raises(refusal):
        registers.check(registers.read(values))


def test_every_shipped_rule_is_one_that_could_be_set(speaking):
    with speaking("ja"):
        for kind in registers.REGISTERS.values():
            rule = kind.read(kind.shipped)
            kind.check(rule)
            assert kind.words(rule)


def test_helper_of_the_city_is_certified_for_three_years():
    rule = registers.read(registers.SHIPPED[registers.CourseKind.CERTIFIED_HELPER][0])
    assert rule.last_day(date(2026, 11, 30)) == date(2029, 11, 30)
    assert rule.name(date(2027, 3, 31)) == "NH-2026"
