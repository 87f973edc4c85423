from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules.kana import KanaTooLong, NotKana, folded, kana, sort_kana


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("タカハシ", "タカハシ", id="full-width katakana"),
        pytest.param("たかはし", "タカハシ", id="hiragana"),
        pytest.param("ﾀｶﾊｼ", "タカハシ", id="half-width"),
        pytest.param("ｸﾞｴﾝ ﾊﾟｸ", "グエン パク", id="half-width with voiced marks"),
        pytest.param("たかハｼ", "タカハシ", id="mixed"),
        pytest.param("がっこう", "ガッコウ", id="voiced and small hiragana"),
        pytest.param("か\u3099", "ガ", id="a joining voiced mark"),
        pytest.param("カ゛ハ゜", "ガパ", id="voiced marks that stand alone"),
        pytest.param("ゔぃ", "ヴィ", id="vu in hiragana"),
        pytest.param("ゐゑ", "ヰヱ", id="old kana"),
        pytest.param("すゞき", "スズキ", id="a voiced repeat mark"),
        pytest.param("ミヽ", "ミミ", id="a repeat mark"),
        pytest.param("ガヽ", "ガカ", id="a repeat mark without the voiced mark"),
        pytest.param("ユ-リ", "ユーリ", id="a hyphen for the long vowel"),
        pytest.param("ユ－リ", "ユーリ", id="a full-width hyphen for the long vowel"),
        pytest.param("ﾕｰﾘ", "ユーリ", id="a half-width long vowel"),
        pytest.param("  タカハシ　 ハナコ ", "タカハシ ハナコ", id="spaces around and between"),
        pytest.param("グエン･ヴァン・アン", "グエン・ヴァン・アン", id="middle dots"),
        pytest.param("グエン, アン", "グエン アン", id="a comma"),
        pytest.param("ミノガヶ", "ミノガヶ", id="small ke"),
        pytest.param("", "", id="nothing"),
        pytest.param(" 　", "", id="only spaces"),
    ],
)
def test_reading_becomes_full_width_katakana(typed, stored):
    assert kana(typed) == stored


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("高橋", "高 橋"),
        ("タカハシ花子花子", "花 子"),
        ("Takahashi", "T a k h s i"),
        ("タカハシ1", "1"),
        ("タカハシ😀", "😀"),
        ("タカ\x00ハシ", "U+0000"),
        ("ー", "ー"),
        ("・", "・"),
        ("-タカ", "-"),
    ],
)
def test_what_is_not_kana_is_refused_and_shown(typed, others):
    with pytest.raises(NotKana) as refusal:
        kana(typed)

    assert refusal.value.values == {"others": others}
    assert others in refusal.value.text()
    assert "タカハシ" in refusal.value.text()


def test_reading_of_100_characters_is_accepted_and_of_101_refused():
    assert kana("ア" * 100) == "ア" * 100
    with pytest.raises(KanaTooLong):
        kana("ア" * 101)


@given(st.text(alphabet=st.sampled_from("あがぱっゃーカﾊﾞﾟｰ・･ヽヾゞ゛゜-－ 　\u3099ん")))
def test_reading_what_was_read_changes_nothing(typed):
    with suppress(NotKana):
        assert kana(kana(typed)) == kana(typed)


@given(st.text())
def test_any_text_is_a_reading_or_a_refusal(typed):
    with suppress(NotKana):
        assert kana(kana(typed)) == kana(typed)


@pytest.mark.parametrize(
    ("reading", "letters"),
    [
        ("ガッコウ", "カツコウ"),
        ("パーク", "ハアク"),
        ("ユーリ", "ユウリ"),
        ("ニーナ", "ニイナ"),
        ("レーナ", "レエナ"),
        ("ショーコ", "シヨオコ"),
        ("グエン・アン", "クエンアン"),
        ("ンー", "ン"),
        ("ー", ""),
        ("ヴィー", "ウイイ"),
        ("オーー", "オオオ"),
    ],
)
def test_folding_keeps_only_what_the_fifty_sounds_tell_apart(reading, letters):
    assert folded(reading) == letters


IN_ORDER = [
    ("アオキ", "ハナ"),
    ("アン", ""),
    ("アンドウ", "アイ"),
    ("オーノ", "アイ"),
    ("オオノ", "イチ"),
    ("カトウ", "アイ"),
    ("ガトウ", "イチ"),
    ("カトウ", "ウメ"),
    ("ハットリ", "アイ"),
    ("ハツトリ", "イチ"),
    ("ヤマ", ""),
    ("ヤマ", "タロウ"),
    ("ヤマダ", "アキ"),
    ("ヤマタ", "イチ"),
    ("ユーリ", "アイ"),
    ("ユウリ", "イチ"),
    ("ワダ", "アイ"),
]


@given(st.permutations(IN_ORDER))
def test_people_stand_in_the_order_of_the_fifty_sounds(people):
    assert sorted(people, key=lambda name: sort_kana(*name)) == IN_ORDER


@pytest.mark.parametrize("typed", ["やま", "ﾔﾏﾀﾞ", "やまだ は", "ヤマタ　ハナコ"])
def test_beginning_of_a_reading_finds_it_in_the_order(typed):
    assert sort_kana("ヤマダ", "ハナコ").startswith(folded(kana(typed)))


def test_same_sounds_stand_in_a_fixed_order():
    assert sort_kana("カトウ", "アイ") < sort_kana("ガトウ", "アイ")
    assert sort_kana("カトウ", "アイ") == sort_kana("カトウ", "アイ")
