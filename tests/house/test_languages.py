"""How each language writes dates, amounts and readings, and words that English says alike."""

from datetime import UTC, date, datetime

import pytest

from workforce import i18n
from workforce.i18n import formats, ruby

NEW_YEAR = date(2026, 1, 1)
SATURDAY = date(2026, 12, 5)
SUNDAY = date(2026, 12, 20)
GAP = "\u00a0"
EVENING = datetime(2026, 12, 5, 9, 30, tzinfo=UTC)  # 18:30 at the centre


@pytest.fixture
def speaking(app):
    with app.app_context():
        yield i18n.speaking


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("ja", "2026年12月5日（土）", "12月5日（土）"),
        ("en", "Sat 5 December 2026", "Sat 5 Dec"),
        ("vi", "5 tháng 12, 2026 (thứ Bảy)", "5/12 (T7)"),
    ],
)
def test_each_language_writes_dates_in_its_own_way(speaking, language, long, short):
    with speaking(language):
        assert (formats.day(SATURDAY), formats.short_day(SATURDAY)) == (long, short)


def test_a_vietnamese_date_fits_into_a_sentence(speaking):
    with speaking("vi"):
        assert formats.moment(EVENING) == "5 tháng 12, 2026 (thứ Bảy) 18:30"
        assert formats.day(SUNDAY).endswith("(Chủ nhật)")
        assert formats.listed_weekdays({5, 1, 6}) == "Thứ Ba, thứ Bảy, Chủ nhật"


def test_no_weekdays_are_no_words(speaking):
    with speaking("ja"):
        assert formats.listed_weekdays([]) == ""


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (NEW_YEAR, f"2026年(ねん){GAP}1月(がつ){GAP}1日(ついたち)（木曜日(もくようび)）"),
        (SATURDAY, f"2026年(ねん){GAP}12月(がつ){GAP}5日(いつか)（土曜日(どようび)）"),
        (SUNDAY, f"2026年(ねん){GAP}12月(がつ){GAP}20日(はつか)（日曜日(にちようび)）"),
        (date(2026, 12, 12), f"2026年(ねん){GAP}12月(がつ){GAP}12日(にち)（土曜日(どようび)）"),
    ],
)
def test_easy_dates_are_read_as_one_reads_them_aloud(speaking, day, seen):
    with speaking("easy"):
        assert ruby.bracketed(formats.day(day)) == seen


def test_the_hour_stands_close_to_a_japanese_day(speaking):
    with speaking("ja"):
        assert formats.moment(EVENING) == "2026年12月5日（土）18:30"


def test_easy_amounts_have_readings(speaking):
    with speaking("easy"):
        assert ruby.bracketed(formats.money(12000)) == "12,000円(えん)"
        assert ruby.bracketed(formats.duration(160)) == "2時間(じかん)40分(ぷん)"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("1{人|にん}", "1人(ひとり)"),
        ("2{人|にん}", "2人(ふたり)"),
        ("3{人|にん}", "3人(にん)"),
        ("12{人|にん}", "12人(にん)"),
        ("1,002{人|にん}", "1,002人(にん)"),
        ("1{日|にち}", "1日(にち)"),
        ("2{日|にち}", "2日(ふつか)"),
        ("14{日|にち}", "14日(じゅうよっか)"),
        ("30{日|にち}", "30日(にち)"),
        ("3{日間|にちかん}", "3日間(みっかかん)"),
        ("10{分|ふん}", "10分(ぷん)"),
        ("13{分|ふん}", "13分(ぷん)"),
        ("45{分|ぷん}", "45分(ふん)"),
        ("20{歳|さい}", "20歳(はたち)"),
        ("18{歳|さい}", "18歳(さい)"),
        ("{人|ひと}が 2{回|かい}", "人(ひと)が 2回(かい)"),
    ],
)
def test_a_counter_is_read_as_its_number_asks(written, seen):
    assert ruby.bracketed(written) == seen


def test_pages_show_the_reading_over_what_it_reads():
    assert ruby.marked_up("あと2{人|にん}") == "あと<ruby>2人<rp>(</rp><rt>ふたり</rt><rp>)</rp></ruby>"
    assert ruby.marked_up("あと5{人|にん}") == "あと5<ruby>人<rp>(</rp><rt>にん</rt><rp>)</rp></ruby>"
    assert ruby.marked_up("<title>2{人|にん}</title>") == "<title>2人</title>"
    assert ruby.marked_up('<a title="2{人|にん}">2</a>') == '<a title="2人">2</a>'


def test_a_word_with_two_meanings_is_two_words_elsewhere(app, speaking):
    say = app.jinja_env.from_string('{{ pgettext("course", "Cancelled") }} {{ pgettext("enrolment", "Cancelled") }}')
    with speaking("ja"):
        assert say.render() == "中止 取消し"
    with speaking("en"):
        assert say.render() == "Cancelled Cancelled"
