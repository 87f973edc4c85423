"""What visitors choose from: one statement, whatever is asked."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from sqlalchemy import literal

from tests.catalogue.planned import TWO_ITEMS, draft, published
from tests.make import MONDAY, make_course
from workforce.catalogue import actions
from workforce.catalogue.models import Audience, CourseState, FeeKind
from workforce.catalogue.queries import listing
from workforce.catalogue.queries.cohorts import cohort_brief, cohort_page
from workforce.catalogue.queries.courses import course_page
from workforce.catalogue.queries.listing import Band, Filters, Listed
from workforce.i18n.wording import localized_text

WEDNESDAY, THURSDAY, SATURDAY = 2, 3, 5


def codes(session, filters=None, audience=None, at=MONDAY):
    return [row.code for row in listing.open_cohorts(session, at=at, filters=filters, audience=audience)]


def test_row_says_what_a_visitor_reads(session):
    cohort = published(
        session, days=2, fees={FeeKind.TUITION: 5000, FeeKind.TEXTBOOK: 700}, languages=["vi"], childcare=True
    )

    (row,) = listing.open_cohorts(session, at=MONDAY)

    assert (row.code, row.fee, row.session_count, row.languages, row.childcare) == (cohort.code, 5700, 2, ["vi"], True)
    assert (row.starts_at, row.first_ends_at) == (cohort.sessions[0].starts_at, cohort.sessions[0].ends_at)
    assert row.place["ja"] == "市民会館"


def test_only_what_is_open_now_is_listed(session):
    course = make_course(session, items=TWO_ITEMS)
    published(session, course=course)
    draft(session, course=course)

    assert len(codes(session)) == 1
    assert codes(session, at=MONDAY - timedelta(days=2)) == []
    assert codes(session, at=MONDAY + timedelta(days=14)) == []
    course.state = CourseState.DRAFT
    assert codes(session) == []


def test_what_opens_later_can_be_listed_too(session):
    cohort = published(session)
    before = MONDAY - timedelta(days=2)

    rows = listing.read(session, listing.listing(listing.is_announced_at(before)))

    assert [row.code for row in rows] == [cohort.code]


def test_soonest_comes_first(session):
    late, early = published(session, first=date(2026, 5, 1)), published(session, first=date(2026, 4, 1))

    assert codes(session) == [early.code, late.code]


def test_each_door_has_its_own_order_and_words_for_the_same_cohorts(session):
    for_young, for_all = published(session), published(session, first=date(2026, 4, 9))
    for cohort, audience, rank in (
        (for_young, Audience.YOUNG_PEOPLE, 2),
        (for_all, Audience.YOUNG_PEOPLE, 1),
        (for_all, Audience.CAREER_CHANGERS, 9),
    ):
        course = cohort_brief(session, cohort.code).course
        pitch = localized_text(f"{audience}へ")
        actions.audiences.set_audience(session, course, audience=audience, rank=rank, pitch=pitch, by=None, at=MONDAY)

    assert codes(session, audience=Audience.YOUNG_PEOPLE) == [for_all.code, for_young.code]
    assert codes(session, audience=Audience.CAREER_CHANGERS) == [for_all.code]
    (row,) = listing.open_cohorts(session, at=MONDAY, audience=Audience.CAREER_CHANGERS)
    assert (row.rank, row.pitch["ja"]) == (9, "career_changersへ")
    assert codes(session) == [for_young.code, for_all.code]


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (Filters(), True),
        (Filters(weekdays=frozenset({WEDNESDAY})), False),  # the second session is on a Thursday
        (Filters(weekdays=frozenset({WEDNESDAY, THURSDAY})), True),
        (Filters(weekdays=frozenset({SATURDAY})), False),
        (Filters(bands=frozenset({Band.EVENING})), True),
        (Filters(bands=frozenset({Band.MORNING, Band.AFTERNOON})), False),
        (Filters(at_most_yen=0), False),
        (Filters(at_most_yen=5000), True),
        (Filters(help_in="vi"), True),
        (Filters(help_in="en"), False),
        (Filters(help_in="v"), False),
        (Filters(childcare=True), True),
        (Filters(online=True), False),
        (Filters(place_id=-1), False),
        (Filters(slug="elsewhere"), False),
        (Filters(childcare=True, at_most_yen=5000, help_in="vi"), True),
        (Filters(childcare=True, online=True), False),
    ],
)
def test_every_filter_that_asks_must_fit(session, filters, fits):
    cohort = published(
        session,
        days=2,
        starts=time(18, 30),
        ends=time(20, 30),
        fees={FeeKind.TUITION: 5000},
        languages=["vi"],
        childcare=True,
    )

    assert codes(session, filters) == ([cohort.code] if fits else [])


@pytest.mark.parametrize(
    ("starts", "ends", "bands"),
    [
        (time(9, 30), time(12, 30), {Band.MORNING}),
        (time(13, 30), time(16, 30), {Band.AFTERNOON}),
        (time(18, 0), time(21, 0), {Band.EVENING}),
        (time(9, 30), time(16, 30), set()),
        (time(0, 30), time(8, 59), {Band.MORNING}),  # before 9:00 at the centre it is still yesterday in UTC
    ],
)
def test_bands_go_by_the_clock_on_the_wall(session, starts, ends, bands):
    published(session, starts=starts, ends=ends)

    assert {band for band in Band if codes(session, Filters(bands=frozenset({band})))} == bands
    assert codes(session, Filters(bands=frozenset(Band))) != []
    assert codes(session, Filters(weekdays=frozenset({WEDNESDAY}))) != []


def test_filters_know_how_many_of_them_narrow():
    assert Filters().count == 0
    assert Filters(at_most_yen=0, childcare=True, bands=frozenset(Band)).count == 3
    assert listing.without(Filters(at_most_yen=0, childcare=True), "childcare") == Filters(at_most_yen=0)


def test_nearest_puts_what_fits_most_first(session):
    plain, close = published(session), published(session, childcare=True, languages=["vi"], first=date(2026, 4, 9))
    wish = Filters(childcare=True, help_in="vi", online=True)

    rows = listing.read(session, listing.nearest(listing.is_open_at(MONDAY), wish))

    assert codes(session, wish) == []
    assert [row.code for row in rows] == [close.code, plain.code]


def test_list_can_be_widened_by_a_later_feature(session):
    @dataclass(frozen=True)
    class WithSeats(Listed):
        taken: int = 0

    published(session)

    (row,) = listing.read(
        session, listing.listing(listing.is_open_at(MONDAY)).add_columns(literal(3).label("taken")), WithSeats
    )

    assert row.taken == 3


def test_places_of_what_is_announced_are_the_choices(session):
    cohort = published(session)
    draft(session)

    assert [place_id for place_id, _name in listing.places_in_use(session, at=MONDAY)] == [cohort.place_id]


@pytest.mark.parametrize("rows", [1, 4])
def test_list_is_one_statement_and_a_cohort_three(session, count_statements, rows):
    course = make_course(session, items=TWO_ITEMS)
    code = [published(session, course=course, days=2) for _ in range(rows)][0].code
    slug = course.slug
    session.commit()
    session.expunge_all()

    with count_statements() as listed:
        assert len(codes(session)) == rows
    with count_statements() as paged:
        cohort = cohort_page(session, code)
        assert cohort.sessions[0].parts[0].item.title
    session.expunge_all()
    with count_statements() as course_read:
        assert course_page(session, slug).subjects[0].items

    assert (len(listed), len(paged), len(course_read)) == (1, 3, 2)
