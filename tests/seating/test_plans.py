"""A plan of tables: seated, moved, pinned, mended when people are missing, and never overwritten by a second person."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from tests.attendance.lessons import make_enrolment, make_guest, parts_of
from tests.make import MONDAY, make_account, make_operator, saved
from tests.seating.workshops import begin, board, cohort_of, make_workshop, seat_everybody
from workforce.access import Role
from workforce.attendance.models import Notice
from workforce.enrolment.models import Group, OwnPart, State
from workforce.history import Entry
from workforce.seating.actions import knowing, plans, refusals
from workforce.seating.models import PairKind, SeatingPair
from workforce.seating.queries import boards
from workforce.seating.rules.knowing import Known, answered, compared
from workforce.seating.rules.tables import Chair, Hall


@pytest.fixture
def clerk(session):
    return make_account(session, Role.CLERK)


@pytest.fixture
def given(session, clerk):
    """Who acts, when, and on which revision: `given(sitting)`."""
    return lambda sitting: {"revision": board(session, sitting).plan.revision, "by": clerk, "at": MONDAY}


def test_everybody_expected_is_seated_and_counted(session):
    sitting, enrolments = make_workshop(session)
    other, (guest,) = make_workshop(session, 1)
    make_guest(session, sitting, guest, parts_of(session, sitting))
    make_enrolment(session, cohort_of(session, sitting), state=State.WAITLISTED)
    begin(session, sitting)

    seats = seat_everybody(session, sitting)

    assert seats.keys() == {*(one.id for one in enrolments), guest.id}
    assert board(session, sitting).score.of_hundred > 80
    assert board(session, other) is not None


def test_two_change_places_and_history_knows(session, given):
    sitting, (first, *_rest) = make_workshop(session)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)
    other_id, there = next((one, chair) for one, chair in seats.items() if chair.table != seats[first.id].table)

    plans.move(session, sitting.id, first.id, there, **given(sitting))

    now = board(session, sitting).seats
    assert (now[first.id], now[other_id]) == (there, seats[first.id])
    told = session.scalars(select(Entry.subject_id).where(Entry.what == "seat_changed")).all()
    assert sorted(told) == sorted([first.id, other_id])


def test_whoever_saw_an_older_plan_overwrites_nothing(session, given):
    sitting, (first, second, *_rest) = make_workshop(session)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)
    seen = given(sitting)
    plans.pin(session, sitting.id, first.id, is_pinned=True, **seen)

    with pytest.raises(refusals.Stale):
        plans.move(session, sitting.id, second.id, Chair(2, 4), **seen)
    with pytest.raises(refusals.Stale):
        plans.apply(session, sitting.id, seats, **seen)
    with pytest.raises(refusals.BegunAlready):
        begin(session, sitting)


def test_pins_hold_and_are_loosened(session, given):
    sitting, (first, *rest) = make_workshop(session)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)
    plans.pin(session, sitting.id, first.id, is_pinned=True, **given(sitting))

    with pytest.raises(refusals.IsPinned):
        plans.move(session, sitting.id, rest[0].id, seats[first.id], **given(sitting))
    swapped = seats | {first.id: seats[rest[0].id], rest[0].id: seats[first.id]}
    with pytest.raises(refusals.IsPinned):
        plans.apply(session, sitting.id, swapped, **given(sitting))
    plans.pin(session, sitting.id, first.id, is_pinned=False, **given(sitting))
    plans.apply(session, sitting.id, swapped, **given(sitting))

    assert board(session, sitting).seats == swapped


def test_who_gave_notice_is_missing_until_staff_know_better(session, given):
    sitting, (first, second, *_rest) = make_workshop(session)
    begin(session, sitting)
    seat_everybody(session, sitting)
    saved(session, Notice(enrolment_id=first.id, session_id=sitting.id, reason="熱", at=MONDAY))
    assert [one.id for one in board(session, sitting).missing] == [first.id]

    plans.come(session, sitting.id, second.id, is_coming=False, **given(sitting))
    plans.come(session, sitting.id, first.id, is_coming=True, **given(sitting))

    now = board(session, sitting)
    assert [one.id for one in now.missing] == [second.id]
    assert second.id not in now.seats
    with pytest.raises(refusals.NotComing):
        plans.move(session, sitting.id, second.id, Chair(2, 4), **given(sitting))


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (lambda seats, _ids: {one: seats[one] for one in list(seats)[1:]}, refusals.SomeStand),
        (lambda seats, ids: seats | {ids[0]: seats[ids[1]]}, refusals.NoSuchChair),
        (lambda seats, ids: seats | {ids[0]: Chair(3, 1)}, refusals.NoSuchChair),
        (lambda seats, _ids: seats | {0: Chair(2, 4)}, refusals.NotExpected),
    ],
)
def test_a_proposal_that_does_not_fit_changes_nothing(session, given, change, refused):
    sitting, enrolments = make_workshop(session)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)

    with pytest.raises(refused), session.begin_nested():
        plans.apply(session, sitting.id, change(seats, [one.id for one in enrolments]), **given(sitting))

    assert board(session, sitting).seats == seats


def test_fewer_chairs_make_people_stand_and_too_few_are_refused(session, given):
    sitting, _enrolments = make_workshop(session)
    begin(session, sitting)
    seat_everybody(session, sitting)

    with pytest.raises(refusals.TooFewChairs):
        plans.set_up(session, sitting.id, Hall(1, 4), **given(sitting))
    plans.set_up(session, sitting.id, Hall(1, 8), **given(sitting))

    now = board(session, sitting)
    assert len(now.unseated) == 3
    with pytest.raises(refusals.SomeStand):
        plans.publish(session, sitting.id, is_published=True, **given(sitting))


def test_pairs_are_kept_by_the_proposal_and_asked_for_when_it_is_shown(session, clerk, given):
    sitting, (first, second, third, fourth, *_rest) = make_workshop(session)
    knowing.put_pair(session, second.id, first.id, PairKind.APART, by=clerk, at=MONDAY)
    knowing.put_pair(session, third.id, fourth.id, PairKind.BESIDE, by=clerk, at=MONDAY)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)
    assert board(session, sitting).broken == []
    plans.publish(session, sitting.id, is_published=True, **given(sitting))

    plans.move(session, sitting.id, first.id, beside(seats[second.id]), **given(sitting))

    assert len(board(session, sitting).broken) >= 1
    with pytest.raises(refusals.RulesBroken):
        plans.publish(session, sitting.id, is_published=True, **given(sitting))
    with pytest.raises(refusals.PairedAlready):
        knowing.put_pair(session, first.id, second.id, PairKind.BESIDE, by=clerk, at=MONDAY)
    with pytest.raises(refusals.SamePerson):
        knowing.put_pair(session, first.id, first.id, PairKind.BESIDE, by=clerk, at=MONDAY)
    knowing.end_pair(session, first.id, second.id, by=clerk, at=MONDAY)
    assert len(session.scalars(select(SeatingPair.id)).all()) == 1


def beside(chair):
    return Chair(chair.table, chair.chair % 4 + 1)


def test_only_those_who_are_shown_their_table_find_it(session, given):
    sitting, (first, *_rest) = make_workshop(session)
    begin(session, sitting)
    seats = seat_everybody(session, sitting)
    assert boards.own_tables(session, first.id, at=MONDAY) == []

    plans.publish(session, sitting.id, is_published=True, **given(sitting))

    assert boards.own_tables(session, first.id, at=MONDAY) == [(sitting.starts_at, seats[first.id].table)]
    assert boards.own_tables(session, first.id, at=sitting.ends_at) == []


def test_nothing_that_was_answered_is_asked_again(session, clerk):
    sitting, (first, *_rest) = make_workshop(session)
    operator = make_operator(session)
    group = saved(
        session, Group(operator_id=operator.id, cohort_id=sitting.cohort_id, key="g", made_at=MONDAY, by_id=clerk.id)
    )
    named = {"typed_name": "佐藤", "told_seat": True, "until": MONDAY}
    saved(session, OwnPart(group_id=group.id, enrolment_id=first.id, **named))
    first.needs = {"needs": {"value": ["step_free"], "asked": "?"}}
    session.flush()
    known = board_known(session, sitting, first)
    assert (known.profession, known.employer, known.language, known.step_free) == ("care", operator.name, "ja", True)

    knowing.note(session, first.id, {"profession": "nurse", "on_card": True}, by=clerk, at=MONDAY)
    knowing.note(session, first.id, {"step_free": False}, by=clerk, at=MONDAY)

    known = board_known(session, sitting, first)
    assert (known.profession, known.employer, known.on_card, known.step_free) == ("nurse", operator.name, True, False)


def board_known(session: DatabaseSession, sitting, enrolment) -> Known:
    begun = boards.board(session, sitting.id)
    return begun.faces[enrolment.id].known


def test_help_is_wanted_by_whoever_understands_little_or_asks_for_it():
    def said(level, needs=(), language="vi"):
        answers = {"japanese_level": {"value": level}, "qualification_held": {"value": ["nurse"]}}
        return answered(answers, {"needs": {"value": list(needs)}}, language=language, operator=None)

    assert said("n5").helped_in == "vi"
    assert said("n1_n2").helped_in == ""
    assert said("n1_n2", ["interpreter"]).helped_in == "vi"
    assert said("first_language", language="en").language == "ja"
    assert (said("n5", language="easy").language, said("n3").profession) == ("", "nurse")
    assert compared("(株)　ひまわり介護") == compared("株式会社ひまわり 介護")


def test_a_board_costs_the_same_for_few_and_many(session, count_statements):
    costs = []
    for people in (2, 12):
        sitting, _enrolments = make_workshop(session, people)
        begin(session, sitting, Hall(3, 4))
        seat_everybody(session, sitting)
        session_id = sitting.id
        session.commit()
        with count_statements() as counted:
            assert len(boards.board(session, session_id).seats) == people
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 7
