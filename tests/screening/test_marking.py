"""Two give points without names: everybody by a number of the cohort's own, each alone, with every step kept."""

from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.enrolment.applying import all_in, apply, record, somebody
from tests.make import make_account
from tests.screening.assessed import AFTER, CLOSES, begun, close, criterion_ids, decide, give, screening, two
from workforce.access import Role
from workforce.catalogue.actions import cohorts
from workforce.catalogue.queries.cohorts import cohort_page
from workforce.enrolment.actions import moves
from workforce.enrolment.models import State
from workforce.screening.actions import assessors, beginning, marking, talking
from workforce.screening.actions.refusals import (
    AppliedThemselves,
    CannotAssess,
    CorrectionReason,
    ListClosed,
    ListStillOpen,
    NoSuchSheet,
    NothingToTalk,
    NotMissing,
    PointsMissing,
    PointsTooHigh,
    SamePerson,
    SheetClosed,
    TwoAlready,
)
from workforce.screening.models import Mark
from workforce.screening.queries import assessments
from workforce.screening.rules.covering import COVER, covered
from workforce.screening.rules.differences import Threshold

BOUND = Threshold(50, 20)


def test_numbers_follow_neither_the_receipts_nor_the_arrival(app, session):
    cohort = screening(session, people=12)
    beginning.begin(session, cohort.id, by=None, at=AFTER, random=Random(3))

    order = [one.enrolment_id for one in assessments.candidates(session, cohort.id)]
    arrival = [one.id for one in all_in(session, cohort)]
    assert sorted(order) == arrival
    assert order != arrival
    assert order != [one.id for one in sorted(all_in(session, cohort), key=lambda one: one.receipt)]


def test_list_is_closed_once_and_only_after_the_window(app, session):
    cohort = screening(session)
    with pytest.raises(ListStillOpen):
        beginning.begin(session, cohort.id, by=None, at=CLOSES - (AFTER - CLOSES))
    assert beginning.due(session, at=AFTER) == [cohort.id]
    beginning.begin(session, cohort.id, by=None, at=AFTER)
    before = assessments.candidates(session, cohort.id)
    beginning.begin(session, cohort.id, by=None, at=AFTER)

    assert assessments.candidates(session, cohort.id) == before
    assert beginning.due(session, at=AFTER) == []


def test_window_is_not_opened_again_once_the_list_is_closed(app, session):
    cohort, _both = begun(session)
    page = cohort_page(session, cohort.code, again=True)
    with pytest.raises(ListClosed):
        cohorts.edit_cohort(session, page, closes_at=AFTER, by=None, at=AFTER)


def test_only_the_answers_that_count_are_kept_and_names_are_covered(app, session):
    cohort, _both = begun(session, people=1)
    [one] = assessments.candidates(session, cohort.id)

    assert {key: answer["said"] for key, answer in one.answers.items()} == {
        "plan_after": f"{COVER}です。施設で働きたい。",
        "done_before": "祖母の介護",
    }


@pytest.mark.parametrize(
    ("text", "names", "read"),
    [
        ("グエンと申します", ["グエン"], f"{COVER}と申します"),
        ("My name is nguyen lan, I speak a language.", ["NGUYEN", "LAN"], None),
        ("090-1234-5678 か a.b@example.jp へ", [], f"{COVER} か {COVER} へ"),
        ("森で遊ぶ", ["森"], "森で遊ぶ"),
        ("山田　花子", ["山田 花子"], COVER),
    ],
)
def test_names_addresses_and_numbers_are_covered(text, names, read):
    found = covered(text, names)
    assert found == read if read else "language" in found and "nguyen" not in found


def test_two_give_points_to_everybody_and_no_third(app, session):
    cohort, both = begun(session)
    for account, refusal in ((make_account(session), TwoAlready), (both[0], TwoAlready)):
        with pytest.raises(refusal):
            assessors.name(session, cohort.id, account_id=account.id, by=None, at=AFTER)


def test_who_cannot_give_points_is_not_named(app, session):
    cohort = screening(session, people=1)
    applied, closed = make_account(session, Role.INSTRUCTOR), make_account(session, Role.INSTRUCTOR)
    applied.person_id, closed.closed_at = all_in(session, cohort)[0].person_id, AFTER
    twin_of = make_account(session, Role.INSTRUCTOR)
    twin = make_account(session, Role.CLERK)
    twin.person_id = twin_of.person_id
    session.flush()
    assessors.name(session, cohort.id, account_id=twin_of.id, by=None, at=AFTER)
    for account, refusal in (
        (applied, AppliedThemselves),
        (closed, CannotAssess),
        (make_account(session, Role.PERSON), CannotAssess),
        (twin, SamePerson),
    ):
        with pytest.raises(refusal):
            assessors.name(session, cohort.id, account_id=account.id, by=None, at=AFTER)


def test_same_points_again_are_nothing_new_and_old_ones_stay(app, session):
    cohort, (first, _second) = begun(session)
    assert give(session, cohort, first, 1, 5, 2) == 2
    assert give(session, cohort, first, 1, 5, 2) == 0
    assert give(session, cohort, first, 1, 6, 2) == 1

    kept = session.scalars(sa.select(Mark.points).order_by(Mark.id)).all()
    assert kept == [5, 2, 6]
    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(sa.text("UPDATE screening_mark SET points = 9"))


def test_points_above_the_highest_are_refused(app, session):
    cohort, (first, _second) = begun(session)
    with pytest.raises(PointsTooHigh):
        give(session, cohort, first, 1, 11, 2)


def test_closed_sheet_stands(app, session):
    cohort, (first, _second) = begun(session, people=2)
    give(session, cohort, first, 1, 5, 2)
    with pytest.raises(PointsMissing):
        close(session, cohort, first)
    give(session, cohort, first, 2, 5, 2)
    close(session, cohort, first)
    close(session, cohort, first)
    with pytest.raises(SheetClosed):
        give(session, cohort, first, 1, 6, 2)
    mine = next(one for one in assessments.assessors(session, cohort.id) if one.account_id == first.id)
    with pytest.raises(SheetClosed):
        assessors.end(session, cohort.id, assessor_id=mine.id, reason="", by=None, at=AFTER)


def test_who_knows_an_applicant_is_replaced_for_that_one(app, session):
    cohort, (first, second) = begun(session, people=2)
    give(session, cohort, first, 1, 10, 5)
    marking.step_aside(session, cohort.id, number=1, by=first, at=AFTER)
    with pytest.raises(NoSuchSheet):
        give(session, cohort, first, 1, 5, 2)
    third = make_account(session, Role.CLERK)
    with pytest.raises(NotMissing):
        assessors.name_for_one(session, cohort.id, number=2, account_id=third.id, by=None, at=AFTER)
    with pytest.raises(SamePerson):
        assessors.name_for_one(session, cohort.id, number=1, account_id=second.id, by=None, at=AFTER)
    assessors.name_for_one(session, cohort.id, number=1, account_id=third.id, by=None, at=AFTER)
    for account, number in ((third, 1), (second, 1), (first, 2), (second, 2)):
        give(session, cohort, account, number, 4, 2)
    for account in (first, second, third):
        close(session, cohort, account)

    found = assessments.assessment(session, cohort.id)
    assert found.is_closed
    assert [found.marks_of(one) for one in found.candidates] == [((4, 2), (4, 2))] * 2


def test_who_is_taken_out_counts_no_more_and_the_next_begins_anew(app, session):
    cohort, (first, _second) = begun(session, people=1)
    give(session, cohort, first, 1, 5, 2)
    mine = next(one for one in assessments.assessors(session, cohort.id) if one.account_id == first.id)
    first.closed_at = AFTER
    assessors.end(session, cohort.id, assessor_id=mine.id, reason="休職", by=None, at=AFTER)
    new = make_account(session, Role.INSTRUCTOR)
    assessors.name(session, cohort.id, account_id=new.id, by=None, at=AFTER)

    found = assessments.assessment(session, cohort.id)
    assert len(found.of_all) == 2
    assert not any(found.is_complete(one, found.candidates[0]) for one in found.of_all)


def test_large_difference_is_talked_over_by_both(app, session):
    cohort, (first, second) = begun(session, people=2)
    for number, of_first, of_second in ((1, (10, 5), (2, 1)), (2, (5, 3), (6, 3))):
        give(session, cohort, first, number, *of_first)
        give(session, cohort, second, number, *of_second)
    close(session, cohort, first)
    close(session, cohort, second)
    ids = criterion_ids(session, cohort)
    given = {"number": 1, "at": AFTER}

    assert [one.number for one in assessments.assessment(session, cohort.id).talks(BOUND)] == [1]
    with pytest.raises(NothingToTalk):
        talking.talk(session, cohort.id, number=2, points={}, reason="", by=first, at=AFTER)
    corrected = dict(zip(ids, (8, 4), strict=True))
    with pytest.raises(CorrectionReason):
        talking.talk(session, cohort.id, **given, points=corrected, reason="", by=second)
    talking.talk(session, cohort.id, **given, points=corrected, reason="読み落とし", by=second)
    assert [one.number for one in assessments.assessment(session, cohort.id).talks(BOUND)] == [1]
    talking.talk(session, cohort.id, **given, points=dict(zip(ids, (10, 5), strict=True)), reason="", by=first)

    found = assessments.assessment(session, cohort.id)
    assert found.talks(BOUND) == []
    assert found.marks_of(found.candidates[0]) == ((10, 5), (8, 4))
    with pytest.raises(NothingToTalk):
        talking.talk(session, cohort.id, **given, points={}, reason="", by=first)


def test_third_is_named_instead_of_talking(app, session):
    cohort, (first, second) = begun(session, people=1)
    give(session, cohort, first, 1, 10, 5)
    give(session, cohort, second, 1, 1, 1)
    close(session, cohort, first)
    close(session, cohort, second)
    third = make_account(session, Role.INSTRUCTOR)
    assessors.name_for_one(session, cohort.id, number=1, account_id=third.id, by=None, at=AFTER)
    assert not assessments.assessment(session, cohort.id).is_closed
    give(session, cohort, third, 1, 7, 3)
    close(session, cohort, third)

    found = assessments.assessment(session, cohort.id)
    assert found.talks(BOUND) == []
    assert found.marks_of(found.candidates[0]) == ((10, 5), (1, 1), (7, 3))


def test_who_cancels_needs_no_points(app, session):
    cohort, (first, second) = begun(session, people=2)
    gone = assessments.candidates(session, cohort.id)[0]
    enrolment = next(one for one in all_in(session, cohort) if one.id == gone.enrolment_id)
    moves.cancel_own(session, record(session, enrolment), at=AFTER)
    for account in (first, second):
        give(session, cohort, account, 2, 5, 5)
        close(session, cohort, account)
    assert assessments.assessment(session, cohort.id).is_closed


def test_who_applies_after_the_list_was_closed_waits_at_the_end(app, session):
    cohort = screening(session, people=3, capacity=2)
    beginning.begin(session, cohort.id, by=None, at=AFTER)
    late = apply(session, cohort, somebody(99), by=make_account(session), at=AFTER)
    for account in two(session, cohort):
        for number in (1, 2, 3):
            give(session, cohort, account, number, number, 1)
        close(session, cohort, account)
    decide(session, cohort)

    waiting = [one for one in all_in(session, cohort) if one.state is State.WAITLISTED]
    assert max(waiting, key=lambda one: one.queued_at).id == late.id


def test_worker_closes_every_list_that_is_due_once(app, session):
    due, open_ = screening(session, people=2), screening(session, people=1, closes_at=AFTER + (AFTER - CLOSES))
    session.commit()
    with app.app_context():
        beginning.settle_all(lambda: AFTER)
        beginning.settle_all(lambda: AFTER)
    session.expire_all()

    assert [len(assessments.candidates(session, cohort.id)) for cohort in (due, open_)] == [2, 0]


def test_whoever_was_named_and_applied_later_gives_no_points_to_themselves(session):
    cohort = screening(session, people=2)
    both = two(session, cohort)
    own, other = all_in(session, cohort)
    both[0].person_id = own.person_id
    session.flush()

    beginning.begin(session, cohort.id, by=None, at=AFTER)

    found = assessments.assessment(session, cohort.id)
    (lacking,) = found.lacking()
    assert lacking.enrolment_id == own.id
    assert {one.enrolment_id for one in found.candidates_of(found.of_all[0])} == {other.id}
    with pytest.raises(NoSuchSheet):
        give(session, cohort, both[0], lacking.number, 10, 5)
