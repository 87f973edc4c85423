"""The leaflet of a cohort: one page of A4 in the reader's language, with every letter inside."""

import io

import pytest
from pypdf import PdfReader

from tests.make import make_course
from tests.site.offered import make_place, offer, titled
from workforce.i18n import LANGUAGES


def printed(browser, cohort, language="ja"):
    status, file, headers = browser(language=language).download(f"/cohorts/{cohort.code}/flyer.pdf")
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(file))


def words(reader):
    return "".join(reader.pages[0].extract_text().split())


def test_leaflet_says_when_where_and_what_it_costs_on_one_page(browser, session):
    place = make_place(session, "中央会館")
    cohort = offer(session, sessions=3, fee=12_000, place_id=place.id)

    reader = printed(browser, cohort)

    assert len(reader.pages) == 1
    missing = [word for word in ("中央会館", "12,000", "スマートフォンで申し込めます") if word not in words(reader)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaflet_speaks_the_readers_language_and_says_which(browser, session, language):
    reader = printed(browser, offer(session), language)

    assert reader.trailer["/Root"]["/Lang"] == LANGUAGES[language].html_lang
    assert f"/{language}/cohorts/" in words(reader)


def test_leaflet_can_be_read_aloud_and_needs_no_font_of_the_printer(browser, session):
    reader = printed(browser, offer(session))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    files = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert files
    assert all({"/FontFile2", "/FontFile3"} & set(each.get_object()) for each in files)


def test_leaflet_shows_words_as_they_were_typed_and_marks_letters_that_no_font_has(browser, session):
    course = make_course(session, title=titled("髙﨑𠮷 #let *x* Nguyễn 읽"))

    assert "髙﨑𠮷#let*x*Nguyễn〓" in words(printed(browser, offer(session, course=course)))


def test_vowels_around_a_letter_that_no_font_has_go_with_it(browser, session):
    course = make_course(session, title=titled("မင်း Nguyễn"))

    assert "〓〓Nguyễn" in words(printed(browser, offer(session, course=course)))


def test_nothing_is_printed_of_a_cohort_that_nobody_can_apply_to_any_more(browser, session):
    cohort = offer(session, after=-10, sessions=1)
    cohort.closes_at = cohort.starts_at
    cohort.opens_at = cohort.starts_at.replace(year=cohort.starts_at.year - 1)
    session.commit()

    status, _file, _headers = browser().download(f"/cohorts/{cohort.code}/flyer.pdf")

    assert status == 404
