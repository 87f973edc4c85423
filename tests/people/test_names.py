from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.people.rules.kana import NotKana
from workforce.people.rules.names import (
    KanaMissing,
    Name,
    NameMissing,
    NameNotLetters,
    NameRefused,
    NameTooLong,
    NotRoman,
    display_name,
    name_of,
    normalise,
    roman,
    search_key,
)

SELECTED = "葛\U000e0100"  # 葛 with a variant selector
OLD_KAMI = "\ufa19"  # 神 in its old form, which Unicode normalisation would modernise


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("髙橋", "髙橋", id="the ladder taka"),
        pytest.param("山﨑", "山﨑", id="the standing saki"),
        pytest.param("𠮷野", "𠮷野", id="the earthen yoshi"),
        pytest.param(f"{SELECTED}城", f"{SELECTED}城", id="a variant selector"),
        pytest.param(f"{OLD_KAMI}谷", f"{OLD_KAMI}谷", id="an old form"),
        pytest.param("佐々木", "佐々木", id="a repeat mark"),
        pytest.param("〆木", "〆木", id="shime"),
        pytest.param("三ヶ島", "三ヶ島", id="a small ke"),
        pytest.param("つのだ", "つのだ", id="hiragana"),
        pytest.param("ﾘﾝ ﾀﾞﾝ", "リン ダン", id="half-width kana"),
        pytest.param("か\u3099", "が", id="a joining voiced mark"),
        pytest.param("  高橋　　花子\t", "高橋 花子", id="spaces around and between"),
        pytest.param("ＮＧＵＹＥＮ　ＶＡＮ", "NGUYEN VAN", id="full-width Latin"),
        pytest.param("Nguye\u0302\u0303n", "Nguy\u1ec5n", id="accents are joined to their letters"),
        pytest.param("O’Brien", "O'Brien", id="a curly apostrophe"),
        pytest.param("ジャン＝ポール", "ジャン＝ポール", id="a double hyphen"),
        pytest.param("ジャン=ポール", "ジャン＝ポール", id="an equals sign for it"),
        pytest.param("NGUYEN (TARO)", "NGUYEN (TARO)", id="an alias"),
        pytest.param("陈\u200b伟\ufeff", "陈伟", id="invisible characters that came with pasting"),
        pytest.param("မောင်အောင်", "မောင်အောင်", id="Burmese"),
        pytest.param("कृष्\u200dण", "कृष्\u200dण", id="Nepali with a joiner after a mark"),
        pytest.param("김", "김", id="Hangul"),
        pytest.param("", "", id="nothing"),
        pytest.param(" 　", "", id="only spaces"),
    ],
)
def test_name_is_tidied_and_its_strokes_are_kept(typed, stored):
    assert normalise(typed) == stored


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        pytest.param("花子😀", "😀", id="an emoji"),
        pytest.param("花子❤\ufe0f", "❤ ️", id="an emoji with its style"),
        pytest.param("花\u200d子", "U+200D", id="a joiner between kanji"),
        pytest.param("花\x00子", "U+0000", id="a control character"),
        pytest.param("花\ue000子", "U+E000", id="a character of one's own font"),
        pytest.param("090", "0 9", id="digits"),
        pytest.param("<b>花子", "< >", id="markup"),
        pytest.param("---", "-", id="no letter at all"),
        pytest.param("hanako@example.jp", "@", id="a mail address"),
    ],
)
def test_what_is_no_letter_is_refused_and_shown(typed, others):
    with pytest.raises(NameNotLetters) as refusal:
        normalise(typed)

    assert refusal.value.values == {"others": others}
    assert others in refusal.value.text()


def test_name_of_100_characters_is_accepted_and_of_101_refused():
    assert normalise("あ" * 100) == "あ" * 100
    with pytest.raises(NameTooLong):
        normalise("あ" * 101)


@pytest.mark.parametrize(
    ("typed", "card"),
    [
        ("Nguyen Van An", "NGUYEN VAN AN"),
        ("Nguyễn Văn Đức", "NGUYEN VAN DUC"),
        ("ｎｇｕｙｅｎ　ｖａｎ", "NGUYEN VAN"),
        ("Peña", "PENA"),
        ("O’Brien-Smith", "O'BRIEN-SMITH"),
        ("Strauß", "STRAUSS"),
        ("Maria Jr.", "MARIA JR."),
        ("", ""),
    ],
)
def test_roman_name_is_written_as_on_the_card(typed, card):
    assert roman(typed) == card


@pytest.mark.parametrize("typed", ["グエン", "高橋", "NGUYEN グ", "Иван", "김"])
def test_other_letters_are_no_roman_name(typed):
    with pytest.raises(NotRoman) as refusal:
        roman(typed)

    assert "NGUYEN VAN AN" in refusal.value.text()


def test_letters_that_grow_past_100_are_refused():
    with pytest.raises(NameTooLong):
        roman("ß" * 51)


@given(st.text() | st.text(alphabet=st.characters(categories=["L", "M", "Zs"])))
def test_normalising_twice_changes_nothing(typed):
    with suppress(NameRefused):
        assert normalise(normalise(typed)) == normalise(typed)


@given(st.text() | st.text(alphabet=st.characters(max_codepoint=0x24F, categories=["L", "Zs"])))
def test_reading_a_roman_name_twice_changes_nothing(typed):
    with suppress(NameRefused):
        assert roman(roman(typed)) == roman(typed)


@given(st.text())
def test_search_key_of_a_key_is_itself(typed):
    assert search_key(search_key(typed)) == search_key(typed)


def typed_name(**parts):
    return name_of(**({"family": "", "given": "", "family_kana": "", "given_kana": ""} | parts))


def test_japanese_name_is_stored_with_its_reading():
    name = typed_name(family=" 髙橋 ", given="花子", family_kana="ﾀｶﾊｼ", given_kana="はなこ")

    assert name == Name("髙橋", "花子", "タカハシ", "ハナコ", "")
    assert name.shown == "髙橋 花子"
    assert name.shown_kana == "タカハシ ハナコ"


def test_name_in_roman_letters_is_stored_and_shown_as_on_the_card():
    name = typed_name(family="Nguyễn", given="Văn An", family_kana="グエン", given_kana="ヴァン アン")

    assert name == Name("NGUYEN", "VAN AN", "グエン", "ヴァン アン", "NGUYEN VAN AN")
    assert name.shown == "NGUYEN VAN AN"


def test_order_of_the_card_is_kept():
    name = typed_name(
        family="Garcia", given="Juan", family_kana="ガルシア", given_kana="フアン", roman_name="Juan Garcia"
    )

    assert name.shown == "JUAN GARCIA"


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"given": "Suharto", "given_kana": "スハルト"}, "SUHARTO"),
        ({"family": "Aung", "family_kana": "アウン"}, "AUNG"),
        ({"given": "花子", "given_kana": "ハナコ"}, "花子"),
    ],
)
def test_single_name_is_enough(parts, shown):
    assert typed_name(**parts).shown == shown


def test_kanji_name_keeps_its_kanji_beside_the_card():
    name = typed_name(family="陳", given="偉", family_kana="チン", given_kana="イ", roman_name="chen wei")

    assert name.shown == "陳 偉"
    assert name.roman == "CHEN WEI"


@pytest.mark.parametrize(
    ("parts", "refusal", "field"),
    [
        pytest.param({}, NameMissing, "family_name", id="nothing"),
        pytest.param({"family": "　", "family_kana": "タ"}, NameMissing, "family_name", id="a reading without a name"),
        pytest.param({"family": "高橋"}, KanaMissing, "family_kana", id="family name without a reading"),
        pytest.param({"given": "花子"}, KanaMissing, "given_kana", id="given name without a reading"),
        pytest.param({"given": "An"}, KanaMissing, "given_kana", id="Roman name without a reading"),
        pytest.param({"given": "花子😀"}, NameNotLetters, "given_name", id="an emoji in the given name"),
        pytest.param({"family": "高橋1"}, NameNotLetters, "family_name", id="a digit in the family name"),
        pytest.param({"family": "高橋", "family_kana": "高橋"}, NotKana, "family_kana", id="kanji as a reading"),
        pytest.param({"given": "花子", "given_kana": "Hanako"}, NotKana, "given_kana", id="Latin as a reading"),
        pytest.param(
            {"given": "花", "given_kana": "ハナ", "roman_name": "花"}, NotRoman, "roman_name", id="kanji as on the card"
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(parts, refusal, field):
    with pytest.raises(refusal) as raised:
        typed_name(**parts)

    assert raised.value.field == field
    assert raised.value.text()


def test_one_wrong_field_does_not_move_the_next_refusal():
    with pytest.raises(KanaMissing):
        typed_name(given="花子")

    assert KanaMissing.field == "family_kana"


@pytest.mark.parametrize(
    ("family", "given", "card", "shown"),
    [
        ("高橋", "花子", "", "高橋 花子"),
        ("高橋", "花子", "TAKAHASHI HANAKO", "高橋 花子"),
        ("NGUYEN", "VAN AN", "", "NGUYEN VAN AN"),
        ("GARCIA", "JUAN", "JUAN GARCIA", "JUAN GARCIA"),
        ("", "", "SUHARTO", "SUHARTO"),
        ("", "SUHARTO", "", "SUHARTO"),
        ("スミス", "ジョン", "SMITH JOHN", "スミス ジョン"),
    ],
)
def test_name_is_shown_in_the_order_of_its_script(family, given, card, shown):
    assert display_name(family, given, card) == shown


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("髙橋 花子", "高橋"),
        ("髙橋 花子", "高橋花"),
        ("𠮷野", "吉野"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        (f"{SELECTED}城", "葛城"),
        (f"{OLD_KAMI}谷", "神谷"),
        ("タカハシ ハナコ", "たかはしは"),
        ("ヤマダ", "ﾔﾏﾀﾞ"),
        ("ヤマダ", "やまた"),
        ("ユーリ", "ゆう"),
        ("グエン・ヴァン・アン", "ぐえんう゛ぁ"),
        ("NGUYEN VAN DUC", "Nguyễn Vă"),
        ("NGUYEN VAN DUC", "ｎｇｕｙｅｎｖａｎ đ"),
        ("O'BRIEN", "obrien"),
        ("三ヶ島", "三ケ島"),
    ],
)
def test_beginning_of_a_name_finds_it_however_it_is_typed(stored, typed):
    assert search_key(stored).startswith(search_key(typed))


@pytest.mark.parametrize(
    ("stored", "typed"), [("高橋", "橋"), ("ヤマダ", "ヤマモ"), ("မောင်", "မင်"), ("NGUYEN", "NGUYEM")]
)
def test_another_name_is_not_found(stored, typed):
    assert not search_key(stored).startswith(search_key(typed))


@pytest.mark.parametrize("typed", ["", "  ", "・", "%", "😀"])
def test_nothing_to_search_for_has_an_empty_key(typed):
    assert search_key(typed) == ""
