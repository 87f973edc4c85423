"""LOT-1: the page on which staff choose how the seats are given, and the group of one person."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.enrolment.applying import all_in
from tests.enrolment.enrolled import enrolled
from tests.enrolment.test_bands import make_band
from tests.make import make_course, make_open_cohort
from workforce.access import Role
from workforce.catalogue.models import Band, BandKind, Cohort, Selection
from workforce.enrolment.models import State

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
TIE = {"residency_tie": {"value": "lives", "asked": "?", "said": "!"}}


@pytest.fixture
def cohort(session):
    return make_open_cohort(session, course=make_course(session, questions=["residency_tie"]), capacity=4)


@pytest.fixture
def manager(browser):
    return browser(Role.COHORT_MANAGER, "en")


def page_of(visitor, cohort):
    return visitor.get(f"/staff/cohorts/{cohort.code}/selection")


def bands(session, cohort):
    session.expire_all()
    return session.scalars(select(Band).where(Band.cohort_id == cohort.id).order_by(Band.position)).all()


def test_staff_choose_a_draw_with_seats_for_residents(manager, session, cohort):
    given = {"selection": "lottery", "residents-seats": "２名", "residents-overflow": "release"}
    answer = manager.submit(page_of(manager, cohort), **given)

    assert answer.status == 303
    page = manager.follow(answer)
    assert "2 of the 4 seats are first for people who live in the city." in page.words
    assert "Drawn by lot" in page.words
    [band] = bands(session, cohort)
    assert (band.kind, band.seats, band.released_at) == (BandKind.RESIDENTS, 2, None)
    assert session.get(Cohort, cohort.id).selection is Selection.LOTTERY


def test_moment_is_needed_where_people_come_one_after_the_other(manager, session, cohort):
    page = manager.submit(page_of(manager, cohort), **{"residents-seats": "2", "residents-overflow": "release"})

    assert page.status == 422
    assert "Type when the seats that are left become open to everybody." in page.words
    moment = (NOW + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert manager.submit(page, **{"residents-released_at": moment}).status == 303
    assert bands(session, cohort)[0].released_at is not None


def test_what_was_typed_stays_when_it_is_refused(manager, session, cohort):
    page = manager.submit(page_of(manager, cohort), selection="lottery", **{"city-seats": "9"})

    assert page.status == 422
    assert "The groups have 9 seats together, and this cohort has only 4." in page.words
    assert bands(session, cohort) == []


def test_page_says_when_somebody_has_applied_and_the_rules_stay(manager, session, cohort):
    make_band(session, cohort, seats=1, released_at=NOW + timedelta(days=2))
    enrolled(session, cohort)
    session.commit()

    page = page_of(manager, cohort)
    assert "From now on you can only give a group more seats." in page.words
    page = manager.submit(page, selection="lottery")
    assert page.status == 422
    assert manager.submit(page, selection="first_come", **{"residents-seats": "2"}).status == 303
    assert bands(session, cohort)[0].seats == 2


def test_course_without_the_question_links_to_where_it_is_chosen(manager, session):
    course = make_course(session, questions=[])

    page = page_of(manager, make_open_cohort(session, course=course))

    assert "does not ask where people live" in page.words
    assert page.select(f"a[href='/en/staff/courses/{course.slug}/edit']")


def test_who_may_not_edit_only_reads(browser, session, cohort):
    clerk = browser(Role.CLERK, "en")

    page = page_of(clerk, cohort)

    assert "First come, first served" in page.words
    assert "Save how the seats are given" not in page.words


def test_staff_put_the_group_of_somebody_right_with_a_reason(browser, session, cohort):
    cohort.selection = Selection.LOTTERY
    band = make_band(session, cohort, seats=1)
    enrolled(session, cohort)
    session.commit()
    [one] = all_in(session, cohort)
    clerk = browser(Role.CLERK, "en")

    page = clerk.get(f"/staff/enrolments/{one.receipt}/group")
    assert clerk.submit(page, band=str(band.id)).status == 422
    answer = clerk.submit(page, band=str(band.id), reason="住民票を見た")

    assert answer.status == 303
    session.expire_all()
    [one] = all_in(session, cohort)
    assert (one.state, one.band_id) == (State.APPLIED, band.id)
    assert "Group for the seats put right" in clerk.follow(answer).words


def test_group_of_somebody_with_a_seat_is_not_changed(browser, session, cohort):
    make_band(session, cohort, seats=1)
    one = enrolled(session, cohort, answers=TIE)
    session.commit()

    page = browser(Role.CLERK, "en").get(f"/staff/enrolments/{one.receipt}/group")

    assert "The group matters only while somebody has applied or waits" in page.words
