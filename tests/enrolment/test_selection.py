"""LOT-1: staff choose how the seats are given, before anybody has applied."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import apply, loaded
from tests.enrolment.test_bands import comes, living
from tests.make import LATER, MONDAY, make_cohort, make_course
from workforce.catalogue.actions.changing import ChangedMeanwhile
from workforce.catalogue.actions.cohort_refusals import BandsAboveCapacity
from workforce.catalogue.actions.cohorts import edit_cohort
from workforce.catalogue.actions.copying import copy_cohort
from workforce.catalogue.models import Band, BandKind, CohortState, Overflow, Selection
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.catalogue.rules.moves import NotNow
from workforce.catalogue.rules.publishing import TieNotAsked, obstacles
from workforce.enrolment.actions import selection as actions
from workforce.enrolment.actions.selection import Wanted, set_selection
from workforce.enrolment.models import State
from workforce.history import Entry, Value
from workforce.screening.actions.refusals import SheetMissing

RELEASED = MONDAY + timedelta(days=3)
RESIDENTS = Wanted(BandKind.RESIDENTS, 2, Overflow.RELEASE, RELEASED)
NEWCOMERS = Wanted(BandKind.FIRST_TIME, 1, Overflow.KEEP)


@pytest.fixture
def cohort(session):
    return make_cohort(session, course=make_course(session, questions=["residency_tie"]), capacity=4)


def choose(session, cohort, *bands, selection=Selection.FIRST_COME, seen=None, at=MONDAY):
    return set_selection(session, loaded(session, cohort), selection=selection, bands=bands, seen=seen, by=None, at=at)


def bands_of(session, cohort):
    found = session.scalars(select(Band).where(Band.cohort_id == cohort.id).order_by(Band.position))
    return [actions.as_wanted(band) for band in found]


def test_mode_and_bands_are_kept_in_their_order_and_told_in_history(session, cohort):
    choose(session, cohort, RESIDENTS, NEWCOMERS)

    assert bands_of(session, cohort) == [RESIDENTS, NEWCOMERS]
    entry = session.scalars(select(Entry).where(Entry.what == "selection_set")).one()
    values = session.scalars(select(Value).where(Value.entry_id == entry.id)).all()
    assert [(value.field, value.old) for value in values] == [("bands", None)]
    assert values[0].new.startswith("residents 2 release 2026-03-05")


def test_choosing_the_same_again_writes_nothing(session, cohort):
    choose(session, cohort, RESIDENTS, NEWCOMERS)

    assert choose(session, cohort, RESIDENTS, NEWCOMERS) is None


def test_draw_releases_at_the_draw_and_needs_no_moment(session, cohort):
    choose(session, cohort, RESIDENTS, selection=Selection.LOTTERY)

    assert bands_of(session, cohort) == [RESIDENTS._replace(released_at=None)]


def test_bands_can_be_taken_out_again(session, cohort):
    choose(session, cohort, RESIDENTS)
    choose(session, cohort, selection=Selection.LOTTERY)

    assert bands_of(session, cohort) == []


def late(**given):
    return RESIDENTS._replace(**given)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ([late(seats=3), NEWCOMERS._replace(seats=2)], actions.BandsOverCapacity),
        ([late(released_at=None)], actions.ReleaseMissing),
        ([late(released_at=MONDAY - timedelta(days=8))], actions.ReleaseOutside),
        ([late(released_at=LATER)], actions.ReleaseOutside),
    ],
)
def test_what_cannot_be_is_refused(session, cohort, wanted, refusal):
    with pytest.raises(refusal):
        choose(session, cohort, *wanted)
    assert bands_of(session, cohort) == []


def test_band_of_the_city_needs_the_question_about_it(session):
    cohort = make_cohort(session, course=make_course(session, questions=[]))

    with pytest.raises(actions.QuestionMissing):
        choose(session, cohort, RESIDENTS)
    choose(session, cohort, NEWCOMERS)


def test_cohort_that_is_public_needs_criteria_before_people_are_chosen_by_them(app, session, cohort):
    with pytest.raises(SheetMissing):
        choose(session, cohort, selection=Selection.SCREENING)


def test_cancelled_cohort_keeps_its_way(session):
    with pytest.raises(NotNow):
        choose(session, make_cohort(session, state=CohortState.CANCELLED), selection=Selection.LOTTERY)


def test_whoever_saves_over_somebody_else_is_told(session, cohort):
    choose(session, cohort, RESIDENTS, at=MONDAY + timedelta(hours=1))

    with pytest.raises(ChangedMeanwhile):
        choose(session, cohort, seen=MONDAY, at=MONDAY + timedelta(hours=2))


@pytest.mark.parametrize(
    ("wanted", "selection"),
    [
        ([RESIDENTS], Selection.LOTTERY),
        ([], Selection.FIRST_COME),
        ([NEWCOMERS], Selection.FIRST_COME),
        ([RESIDENTS, NEWCOMERS], Selection.FIRST_COME),
        ([late(seats=1)], Selection.FIRST_COME),
        ([late(overflow=Overflow.KEEP)], Selection.FIRST_COME),
        ([late(released_at=RELEASED + timedelta(hours=1))], Selection.FIRST_COME),
    ],
)
def test_once_somebody_has_applied_the_rules_stay(session, cohort, wanted, selection):
    choose(session, cohort, RESIDENTS)
    apply(session, cohort, living(1))

    with pytest.raises(actions.SelectionFixed):
        choose(session, cohort, *wanted, selection=selection)
    assert bands_of(session, cohort) == [RESIDENTS]


def test_band_can_be_raised_by_what_is_open_and_free(session, cohort):
    choose(session, cohort, RESIDENTS)
    comes(session, cohort, 1, "none")

    with pytest.raises(actions.BandOverOpenSeats) as refused:
        choose(session, cohort, late(seats=4))
    assert refused.value.values == {"free": 1}
    choose(session, cohort, late(seats=3))

    assert comes(session, cohort, 2, "none").state is State.WAITLISTED
    assert comes(session, cohort, 3, "lives").state is State.CONFIRMED


def test_copy_keeps_the_way_and_the_bands_with_their_moment_as_far_from_the_start(session, cohort):
    choose(session, cohort, RESIDENTS, NEWCOMERS)

    first_day = LATER.date() + timedelta(days=7)
    copy = copy_cohort(session, loaded(session, cohort), first_day=first_day, by=None, at=MONDAY)

    assert copy.selection is Selection.FIRST_COME
    moved = RESIDENTS._replace(released_at=RELEASED + timedelta(days=7))
    assert bands_of(session, copy) == [moved, NEWCOMERS]


def test_copy_of_a_decided_cohort_is_not_decided(session, cohort):
    choose(session, cohort, selection=Selection.LOTTERY)
    cohort.decided_at = MONDAY

    copy = copy_cohort(session, loaded(session, cohort), first_day=LATER.date(), by=None, at=MONDAY)

    assert (copy.selection, copy.decided_at) == (Selection.LOTTERY, None)


def test_course_without_the_question_cannot_publish_a_band_of_the_city(session, cohort):
    choose(session, cohort, RESIDENTS)
    cohort.state = CohortState.DRAFT
    page = cohort_page(session, cohort.code)
    assert TieNotAsked not in {type(one) for one in obstacles(page, MONDAY)}

    page.course.questions = []

    assert TieNotAsked in {type(one) for one in obstacles(page, MONDAY)}


def test_draft_does_not_get_fewer_seats_than_its_bands(session, cohort):
    choose(session, cohort, RESIDENTS)
    cohort.state = CohortState.DRAFT
    session.flush()

    with pytest.raises(BandsAboveCapacity):
        edit_cohort(session, loaded(session, cohort), capacity=1, by=None, at=MONDAY)
