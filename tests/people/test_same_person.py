from dataclasses import replace
from datetime import date

import pytest

from workforce.people.rules.same_person import Identity, agree_in, is_same, kana_key, may_be_duplicate, near_kana

CHEN = Identity(
    kana="チン イ",
    birth_date=date(1990, 5, 1),
    mails=frozenset({"chen@example.jp"}),
    phones=frozenset({"+819000001234"}),
)
OTHER_DAY = date(1990, 1, 5)
OTHER_MAIL = frozenset({"wei@example.jp"})
OTHER_PHONE = frozenset({"+819000009999"})
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(CHEN, id="everything agrees"),
        pytest.param(replace(CHEN, mails=OTHER_MAIL), id="only the telephone agrees"),
        pytest.param(replace(CHEN, phones=OTHER_PHONE), id="only the mail agrees"),
        pytest.param(replace(CHEN, mails=NOTHING), id="no mail given"),
        pytest.param(replace(CHEN, mails=CHEN.mails | OTHER_MAIL, phones=NOTHING), id="one mail of two"),
        pytest.param(replace(CHEN, kana="チン・イ"), id="a dot in the reading"),
        pytest.param(replace(CHEN, kana="チンイ"), id="no space in the reading"),
    ],
)
def test_reading_birth_date_and_one_contact_make_the_same_person(again):
    assert is_same(CHEN, again)
    assert is_same(again, CHEN)
    assert not may_be_duplicate(CHEN, again)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(CHEN, mails=OTHER_MAIL, phones=OTHER_PHONE), id="other contacts"),
        pytest.param(replace(CHEN, mails=NOTHING, phones=NOTHING), id="no contact"),
        pytest.param(replace(CHEN, birth_date=OTHER_DAY), id="another birth date"),
        pytest.param(replace(CHEN, kana="ワン イ"), id="another family name, as after a wedding"),
        pytest.param(replace(CHEN, kana="イ チン"), id="the names the other way round"),
    ],
)
def test_two_of_three_make_a_candidate_and_never_the_same_person(other):
    assert not is_same(CHEN, other)
    assert may_be_duplicate(CHEN, other)
    assert may_be_duplicate(other, CHEN)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(CHEN, kana="チン メイ", birth_date=OTHER_DAY), id="a sister with the same telephone"),
        pytest.param(replace(CHEN, kana="オウ メイ", mails=NOTHING, phones=NOTHING), id="born on the same day"),
        pytest.param(replace(CHEN, birth_date=OTHER_DAY, mails=NOTHING, phones=NOTHING), id="a namesake"),
    ],
)
def test_one_of_three_means_nothing(other):
    assert not is_same(CHEN, other)
    assert not may_be_duplicate(CHEN, other)


def test_twins_with_one_telephone_are_two_people_for_staff_to_look_at():
    twin = replace(CHEN, kana="チン メイ")

    assert not is_same(CHEN, twin)
    assert may_be_duplicate(CHEN, twin)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        pytest.param("ヤマサキ ユウ", "ヤマザキ ユウ", True, id="a voiced mark"),
        pytest.param("オオノ ショウコ", "オーノ シヨウコ", True, id="a long vowel and a small letter"),
        pytest.param("グエン・アン", "グエン アン", True, id="a dot"),
        pytest.param("ヤマサキ ユウ", "ユウ ヤマサキ", True, id="the other way round"),
        pytest.param("ヤマサキ ユウ", "ヤマサキ ユウコ", False, id="another name"),
        pytest.param("", "", False, id="no reading"),
        pytest.param("", "ヤマサキ", False, id="one reading missing"),
    ],
)
def test_readings_that_sound_alike_are_near(one, other, near):
    assert near_kana(one, other) is near


def test_empty_readings_do_not_agree():
    nameless = replace(CHEN, kana="")

    assert not is_same(nameless, nameless)
    assert not may_be_duplicate(nameless, replace(nameless, birth_date=OTHER_DAY))


def test_unknown_birth_dates_do_not_agree():
    dateless = replace(CHEN, birth_date=None)

    assert not is_same(dateless, dateless)
    assert may_be_duplicate(dateless, CHEN)


def test_staff_see_what_agrees():
    assert agree_in(CHEN, CHEN) == ["kana", "birth_date", "mail", "phone"]
    assert agree_in(CHEN, replace(CHEN, birth_date=OTHER_DAY, mails=OTHER_MAIL)) == ["kana", "phone"]
    assert agree_in(CHEN, Identity(kana="", birth_date=None)) == []


def test_reading_is_compared_without_spaces_and_dots():
    assert kana_key("グエン・ヴァン アン") == "グエンヴァンアン"
