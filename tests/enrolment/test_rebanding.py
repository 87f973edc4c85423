"""Answers given anew move an applicant into a group or out of it, while nobody is decided; after that it is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.enrolment.applying import all_in, apply, record
from tests.enrolment.drawn import AFTER, lottery
from tests.enrolment.test_bands import comes, living, make_band
from tests.enrolment.test_groups import named, send
from tests.make import MONDAY, make_account, make_cohort, make_course, make_open_cohort
from workforce import history
from workforce.access import Role
from workforce.catalogue.models import Selection
from workforce.enrolment.actions import corrections, draws, moves, own_parts
from workforce.enrolment.actions.refusals import MovedMeanwhile
from workforce.enrolment.models import Enrolment
from workforce.enrolment.rules.changes import mark

KEPT = "Who is first for a seat was decided by what you answered before."


def tie(value):
    return {"residency_tie": {"value": value, "asked": "?", "said": "!"}}


def answers_anew(session, enrolment, value, *, at=MONDAY):
    moves.change_answers(session, record(session, enrolment), given=tie(value), keys=["residency_tie"], by=None, at=at)
    session.expire_all()
    return session.get(Enrolment, enrolment.id).band_id


@pytest.fixture
def drawing(session):
    """A cohort that draws, with a group for residents."""
    cohort = lottery(session, people=0)
    return cohort, make_band(session, cohort, seats=1)


def changes(session, enrolment, what):
    entry = next(one for one in history.of(session, "enrolment", [enrolment.id]) if one.what == what)
    return {one.field: (one.old, one.new) for one in history.values_of(session, [entry.id])[entry.id]}


def test_applicant_comes_into_a_group_and_out_of_it_while_nobody_is_decided(session, drawing):
    cohort, band = drawing
    enrolment = apply(session, cohort, living(1, "works"))
    assert enrolment.band_id is None

    assert answers_anew(session, enrolment, "lives") == band.id
    assert changes(session, enrolment, "answers_changed")["band"] == (None, "residents")
    assert answers_anew(session, enrolment, "none") is None


def test_answer_that_means_the_same_group_changes_none(session, drawing):
    cohort, _band = drawing
    enrolment = apply(session, cohort, living(1, "works"))
    answers_anew(session, enrolment, "studies")

    assert "band" not in changes(session, enrolment, "answers_changed")


def test_staff_who_put_the_answer_right_put_the_group_right(session, drawing):
    cohort, band = drawing
    found = record(session, apply(session, cohort, living(1, "works")))
    corrections.correct(
        session,
        found,
        given=tie("lives"),
        keys=["residency_tie"],
        seen=mark(found.answers, ["residency_tie"]),
        reason="電話で確認",
        by=make_account(session),
        at=MONDAY,
    )

    assert found.band_id == band.id
    assert changes(session, found, "answers_corrected")["band"] == (None, "residents")


def test_whoever_the_employer_enrolled_comes_into_a_group_by_their_own_part(session, drawing):
    """The employer was not asked where they live."""
    cohort, band = drawing
    send(session, cohort, [named(1)])
    (enrolment,) = all_in(session, cohort)
    found = record(session, enrolment)
    agreed = {"consent": {"value": "yes", "asked": "…"}}
    own_parts.complete(
        session, found, given=tie("lives"), keys=["residency_tie"], consent=agreed, shares=False, by=None, at=MONDAY
    )

    assert found.band_id == band.id
    assert changes(session, found, "own_part_done")["band"] == (None, "residents")


def test_closed_list_and_given_seats_keep_the_group(session, drawing):
    cohort, band = drawing
    enrolment = apply(session, cohort, living(1))
    for n in (2, 3):
        apply(session, cohort, living(n))
    cohort.changes_until = AFTER + timedelta(days=9)
    draws.freeze(session, cohort.id, by=None, at=AFTER)
    assert answers_anew(session, enrolment, "none", at=AFTER) == band.id

    draws.draw_now(session, cohort.id, by=make_account(session), at=AFTER)
    assert answers_anew(session, enrolment, "works", at=AFTER) == band.id


def test_who_has_a_seat_or_a_place_in_the_queue_keeps_the_group(session):
    cohort = make_cohort(session, capacity=1)
    band = make_band(session, cohort, seats=1)
    seated, waits = (comes(session, cohort, n, "lives") for n in range(2))

    assert answers_anew(session, seated, "none") == band.id
    assert answers_anew(session, waits, "none") == band.id


def test_answer_given_while_the_enrolment_went_to_another_date_brings_no_group_of_the_old_one(session, drawing):
    """Another request moved it after this one had read it."""
    cohort, _band = drawing
    found = record(session, apply(session, cohort, living(1, "works")))
    elsewhere = make_cohort(session, selection=Selection.LOTTERY)
    session.execute(update(Enrolment.__table__).values(cohort_id=elsewhere.id))

    with pytest.raises(MovedMeanwhile):
        moves.change_answers(session, found, given=tie("lives"), keys=["residency_tie"], by=None, at=MONDAY)


@pytest.mark.parametrize(("selection", "is_said"), [(Selection.FIRST_COME, True), (Selection.LOTTERY, False)])
def test_applicant_reads_that_the_group_stays(browser, session, selection, is_said):
    course = make_course(session, questions=["residency_tie"])
    cohort = make_open_cohort(session, course=course, selection=selection)
    make_band(session, cohort, seats=1, released_at=datetime.now(UTC) + timedelta(days=2))
    enrolment = apply(session, cohort, living(1, "works"), at=datetime.now(UTC))
    session.commit()
    visitor = browser(language="en")
    with visitor.client.session_transaction() as kept:
        kept["granted:enrolment"] = [enrolment.receipt]

    done = visitor.follow(
        visitor.submit(visitor.get(f"/enrolments/{enrolment.receipt}/answers"), residency_tie="lives")
    )

    assert (KEPT in done.words) == is_said


def test_clerk_reads_that_the_group_stays(browser, session):
    course = make_course(session, questions=["residency_tie"])
    cohort = make_open_cohort(session, course=course)
    make_band(session, cohort, seats=1, released_at=datetime.now(UTC) + timedelta(days=2))
    enrolment = apply(session, cohort, living(1, "works"), at=datetime.now(UTC))
    session.commit()
    clerk = browser(Role.CLERK, "en")
    page = clerk.get(f"/staff/enrolments/{enrolment.receipt}/answers")

    done = clerk.follow(clerk.submit(page, residency_tie="lives", reason="電話で確認"))

    assert "The group for the seats stays as it was." in done.words
