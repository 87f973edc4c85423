from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.enrolment.applying import BY_TELEPHONE, CHEN, MINOR, all_in, apply, full_cohort, loaded, record, somebody
from tests.make import LATER, MONDAY, make_account, make_cohort, make_person
from workforce import history
from workforce.catalogue.models import Cohort, CohortState
from workforce.enrolment.actions import moves
from workforce.enrolment.actions.merging import merge
from workforce.enrolment.actions.refusals import (
    CapacityBelowTaken,
    CohortCancelled,
    ConsentNotNeeded,
    ConsentRecorded,
    GuardianNeeded,
    MoveNotPossible,
    NobodyElseWaits,
    NoSeatFree,
    NotNext,
    ReasonMissing,
    TooLateToChange,
)
from workforce.enrolment.models import State
from workforce.enrolment.queries import records, seats
from workforce.enrolment.rules.catalogue import EVERYTHING
from workforce.outbox import Message
from workforce.people.models import Person

GROWN_UP = MONDAY + timedelta(days=3 * 365)
SIGNED = {"guardian_name": "山田 太郎", "relation": "father", "signed_on": date(2026, 3, 2)}


@pytest.fixture
def elsewhere(session, engine):
    """Another desk: a session with connections of its own, whose rows stay as they were read."""
    session.commit()
    with Session(engine, expire_on_commit=False) as other:
        yield other


def looked_at(elsewhere, session, enrolment):
    """The enrolment as the other desk has it on the screen, whatever happens next."""
    receipt = enrolment.receipt
    session.commit()
    found = records.record(elsewhere, receipt)
    elsewhere.commit()
    return found


def nth(session, cohort, n):
    """The n-th who applied, loaded as moves need it."""
    return record(session, all_in(session, cohort)[n])


def templates(session):
    return list(session.scalars(select(Message.template).order_by(Message.id)))


def test_head_of_the_list_is_confirmed_when_a_seat_is_freed(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=1)
    amina = make_account(session)
    moves.cancel(session, nth(session, cohort, 0), reason="moved away", by=amina, at=MONDAY)

    moves.confirm(session, nth(session, cohort, 1), by=amina, at=MONDAY)

    assert [one.state for one in all_in(session, cohort)] == [State.CANCELLED, State.CONFIRMED]
    assert templates(session)[-2:] == ["enrolment_cancelled", "enrolment_confirmed"]


def test_nobody_is_confirmed_while_all_seats_are_taken(session):
    cohort = full_cohort(session, waiting=1)

    with pytest.raises(NoSeatFree):
        moves.confirm(session, nth(session, cohort, 1), by=None, at=MONDAY)


def test_who_is_not_at_the_head_waits(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=2)
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)

    with pytest.raises(NotNext) as refused:
        moves.confirm(session, nth(session, cohort, 2), by=None, at=MONDAY)

    assert refused.value.values["name"] == nth(session, cohort, 1).person.name


def test_minor_at_the_head_gets_the_seat_held(session):
    cohort = full_cohort(session, **BY_TELEPHONE)
    apply(session, cohort, replace(CHEN, birth_date=MINOR))
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)

    moves.confirm(session, nth(session, cohort, 1), by=None, at=MONDAY)

    assert all_in(session, cohort)[1].state is State.WAITING_FOR_GUARDIAN


def test_minor_whose_paper_came_while_waiting_is_confirmed_at_once(session):
    cohort = full_cohort(session, **BY_TELEPHONE)
    apply(session, cohort, replace(CHEN, birth_date=MINOR))
    moves.record_consent(session, nth(session, cohort, 1), **SIGNED, by=None, at=MONDAY)
    assert all_in(session, cohort)[1].state is State.WAITLISTED
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)

    moves.confirm(session, nth(session, cohort, 1), by=None, at=MONDAY)

    assert all_in(session, cohort)[1].state is State.CONFIRMED


def test_guardians_paper_confirms_the_held_seat(session):
    cohort = make_cohort(session)
    minor = apply(session, cohort, replace(CHEN, birth_date=MINOR))

    moves.record_consent(session, record(session, minor), **SIGNED, by=make_account(session), at=MONDAY)

    assert record(session, minor).state is State.CONFIRMED
    assert record(session, minor).consent.guardian_name == "山田 太郎"
    assert templates(session)[-1] == "enrolment_confirmed"


def test_paper_is_recorded_once(session):
    minor = apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))
    moves.record_consent(session, record(session, minor), **SIGNED, by=None, at=MONDAY)

    with pytest.raises(ConsentRecorded):
        moves.record_consent(session, record(session, minor), **SIGNED, by=None, at=MONDAY)


def test_adult_needs_no_guardian(session):
    adult = apply(session, make_cohort(session))

    with pytest.raises(ConsentNotNeeded):
        moves.record_consent(session, record(session, adult), **SIGNED, by=None, at=MONDAY)


def test_held_seat_of_a_minor_cannot_be_confirmed_without_the_paper(session):
    minor = apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))

    with pytest.raises(GuardianNeeded):
        moves.confirm(session, record(session, minor), by=None, at=MONDAY)


def test_who_came_of_age_while_the_seat_was_held_is_confirmed_without_a_guardian(session):
    minor = apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))

    moves.confirm(session, record(session, minor), by=None, at=GROWN_UP)

    assert record(session, minor).state is State.CONFIRMED


def test_held_seat_that_went_to_somebody_else_meanwhile_is_not_given_twice(session, elsewhere):
    cohort = make_cohort(session, capacity=1)
    grown = apply(session, cohort, replace(CHEN, birth_date=MINOR))
    apply(session, cohort, somebody(1))
    seen = looked_at(elsewhere, session, grown)
    moves.waitlist(session, nth(session, cohort, 0), reason="by mistake", by=None, at=GROWN_UP)
    moves.confirm(session, nth(session, cohort, 1), by=None, at=GROWN_UP)
    session.commit()

    with pytest.raises(NoSeatFree):
        moves.confirm(elsewhere, seen, by=None, at=GROWN_UP)

    elsewhere.rollback()
    assert seats.seats_of(session, cohort.id).taken == 1


def test_who_is_put_back_on_the_list_stands_at_its_end_and_is_told_where(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=2)

    moves.waitlist(session, nth(session, cohort, 0), reason="by mistake", by=None, at=MONDAY)

    first, second, third = all_in(session, cohort)
    assert seats.queue_of(session, cohort.id) == [second.id, third.id, first.id]
    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert (letter.template, letter.details["position"]) == ("enrolment_waitlisted", 3)


def test_nobody_is_put_back_on_a_list_on_which_nobody_else_waits(session):
    enrolment = apply(session, make_cohort(session))

    with pytest.raises(NobodyElseWaits):
        moves.waitlist(session, record(session, enrolment), reason="by mistake", by=None, at=MONDAY)


@pytest.mark.parametrize("move", [moves.waitlist, moves.cancel])
def test_staff_give_a_reason(session, move):
    enrolment = apply(session, make_cohort(session))

    with pytest.raises(ReasonMissing):
        move(session, record(session, enrolment), reason="", by=None, at=MONDAY)


def test_applicant_cancels_alone_until_the_deadline(session):
    enrolment = apply(session, make_cohort(session))

    with pytest.raises(TooLateToChange):
        moves.cancel_own(session, record(session, enrolment), at=LATER)
    moves.cancel_own(session, record(session, enrolment), at=LATER - timedelta(seconds=1))

    assert record(session, enrolment).state is State.CANCELLED


def test_without_a_deadline_the_applicant_cancels_alone_until_it_begins(session):
    enrolment = apply(session, make_cohort(session, changes_until=None))

    with pytest.raises(TooLateToChange) as refused:
        moves.cancel_own(session, record(session, enrolment), at=LATER)
    assert refused.value.values["until"] == LATER
    moves.cancel_own(session, record(session, enrolment), at=LATER - timedelta(seconds=1))

    assert record(session, enrolment).state is State.CANCELLED


def test_cancelled_twice_is_cancelled_once(session):
    enrolment = apply(session, make_cohort(session))
    moves.cancel_own(session, record(session, enrolment), at=MONDAY)

    moves.cancel_own(session, record(session, enrolment), at=LATER)

    assert templates(session) == ["enrolment_confirmed", "enrolment_cancelled"]
    assert [entry.what for entry in history.of(session, "enrolment", [enrolment.id])] == ["cancel", "enrol"]


def test_old_answers_stay_in_history_when_they_change(session):
    old = {"motivation": {"value": "はたらきたい", "asked": "?"}}
    new = {"motivation": {"value": "学びたい", "asked": "?"}}
    enrolment = apply(session, make_cohort(session), replace(CHEN, answers=old))

    entry = moves.change_answers(session, record(session, enrolment), given=new, keys=EVERYTHING, by=None, at=MONDAY)

    [value] = history.values_of(session, [entry.id])[entry.id]
    assert (value.field, value.old, value.new) == ("motivation", "はたらきたい", "学びたい")
    assert record(session, enrolment).answers == new


def test_answers_stay_as_they_are_after_the_deadline_and_after_cancelling(session):
    enrolment = apply(session, make_cohort(session))

    with pytest.raises(TooLateToChange):
        moves.change_answers(session, record(session, enrolment), given={}, keys=EVERYTHING, by=None, at=LATER)
    moves.cancel_own(session, record(session, enrolment), at=MONDAY)
    with pytest.raises(MoveNotPossible):
        moves.change_answers(session, record(session, enrolment), given={}, keys=EVERYTHING, by=None, at=MONDAY)


def test_capacity_cannot_fall_below_the_seats_that_are_taken(session):
    cohort = full_cohort(session, capacity=3)

    with pytest.raises(CapacityBelowTaken):
        moves.change_capacity(session, loaded(session, cohort), capacity=2, by=None, at=MONDAY)


def test_more_seats_are_for_those_who_wait(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=1)

    moves.change_capacity(session, loaded(session, cohort), capacity=2, by=make_account(session), at=MONDAY)

    assert apply(session, cohort).state is State.WAITLISTED
    moves.confirm(session, nth(session, cohort, 1), by=None, at=MONDAY)
    assert all_in(session, cohort)[1].state is State.CONFIRMED


def test_cancelled_cohort_ends_every_enrolment_and_tells_everybody_once(session):
    cohort = full_cohort(session, capacity=2, waiting=1)
    moves.cancel_own(session, nth(session, cohort, 0), at=MONDAY)

    told = moves.cancel_cohort(session, loaded(session, cohort), reason="too few", by=make_account(session), at=MONDAY)

    assert told == 2
    assert {one.state for one in all_in(session, cohort)} == {State.CANCELLED}
    assert templates(session).count("cohort_cancelled") == 2
    assert session.get(Cohort, cohort.id).state is CohortState.CANCELLED


def test_nobody_is_confirmed_in_a_cancelled_cohort(session):
    cohort = full_cohort(session, waiting=1)
    session.get(Cohort, cohort.id).state = CohortState.CANCELLED

    with pytest.raises(CohortCancelled):
        moves.confirm(session, nth(session, cohort, 1), by=None, at=MONDAY)


def test_every_move_is_history_with_from_and_to(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=1)
    head = nth(session, cohort, 1)
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)
    moves.confirm(session, record(session, head), by=make_account(session), at=MONDAY)

    told = [(entry.what, entry.from_state, entry.to_state) for entry in history.of(session, "enrolment", [head.id])]

    assert told == [("confirm", "waitlisted", "confirmed"), ("enrol", None, "waitlisted")]


def test_paper_that_comes_while_the_seat_is_being_given_counts(session, elsewhere):
    cohort = full_cohort(session, **BY_TELEPHONE)
    minor = apply(session, cohort, replace(CHEN, birth_date=MINOR))
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)
    seen = looked_at(elsewhere, session, minor)
    moves.record_consent(session, record(session, minor), **SIGNED, by=None, at=MONDAY)
    session.commit()

    moves.confirm(elsewhere, seen, by=None, at=MONDAY)

    assert seen.state is State.CONFIRMED
    assert templates(elsewhere)[-1] == "enrolment_confirmed"


# --- two records, one human -------------------------------------------------------------------------------------------


def merged(session, enrolment, **kept):
    """The enrolment after its person was merged into a record that says otherwise, as staff load it."""
    person = make_person(session, "山田 華子", mail="kept@example.jp", **kept)
    merge(session, person, session.get(Person, enrolment.person_id), reason="the same", by=None, at=MONDAY)
    return record(session, enrolment)


def test_who_is_a_minor_by_the_record_that_was_kept_needs_the_paper(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=1)
    moves.cancel(session, nth(session, cohort, 0), reason="ill", by=None, at=MONDAY)
    head = merged(session, nth(session, cohort, 1), birth_date=MINOR)

    moves.confirm(session, head, by=None, at=MONDAY)
    assert head.state is State.WAITING_FOR_GUARDIAN
    moves.record_consent(session, record(session, head), **SIGNED, by=None, at=MONDAY)

    assert record(session, head).state is State.CONFIRMED


def test_who_is_of_age_by_the_record_that_was_kept_is_confirmed_without_the_paper(session):
    minor = apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))

    moves.confirm(session, merged(session, minor), by=None, at=MONDAY)

    assert record(session, minor).state is State.CONFIRMED


def test_letter_to_a_merged_person_names_them_as_they_are_kept_and_stays_with_the_record(session):
    enrolment = apply(session, make_cohort(session))

    moves.cancel(session, merged(session, enrolment), reason="ill", by=None, at=MONDAY)

    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert letter.details["name"] == "山田 華子"
    assert letter.person_id == enrolment.person_id


def test_merge_at_the_same_moment_counts(session, elsewhere):
    minor = apply(session, make_cohort(session), replace(CHEN, birth_date=MINOR))
    seen = looked_at(elsewhere, session, minor)
    merged(session, minor)
    session.commit()

    moves.confirm(elsewhere, seen, by=None, at=MONDAY)

    assert seen.state is State.CONFIRMED
