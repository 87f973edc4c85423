from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.enrolment.applying import BY_TELEPHONE, CHEN, MINOR, all_in, apply, full_cohort, loaded, record, somebody
from tests.make import LATER, MONDAY, make_account, make_cohort, make_course, make_person
from workforce.catalogue.models import CohortState, Prerequisite
from workforce.catalogue.queries.cohorts import cohort_brief
from workforce.catalogue.rules.eligibility import FinishFirst, StillAtSchool, UnderAge
from workforce.enrolment.actions import moves
from workforce.enrolment.actions.enrol import enrol_new
from workforce.enrolment.actions.merging import BothEnrolled, merge
from workforce.enrolment.actions.refusals import (
    AlreadyEnrolled,
    CohortCancelled,
    EnrolmentClosed,
    EnrolmentNotOpenYet,
)
from workforce.enrolment.actions.seats import claim_seat
from workforce.enrolment.models import Enrolment, Origin, State
from workforce.enrolment.queries import seats
from workforce.history import Entry
from workforce.outbox import Channel, Message
from workforce.people.models import Person
from workforce.people.rules import receipts


def test_applicant_gets_a_seat_a_receipt_and_a_letter(session):
    cohort = make_cohort(session)

    enrolment = apply(session, cohort, replace(CHEN, language="vi"))

    assert enrolment.state is State.CONFIRMED
    assert enrolment.origin is Origin.WEB
    assert receipts.read(enrolment.receipt) == enrolment.receipt
    letter = session.scalars(select(Message)).one()
    assert (letter.template, letter.language, letter.address) == ("enrolment_confirmed", "vi", "hanako@example.jp")
    entry = session.scalars(select(Entry)).one()
    assert (entry.subject, entry.what, entry.to_state) == ("enrolment", "enrol", "confirmed")
    assert letter.cause == f"history:{entry.id}"


def test_applicant_without_mail_is_called(session):
    apply(session, make_cohort(session), replace(CHEN, mail=None))

    letter = session.scalars(select(Message)).one()
    assert (letter.channel, letter.address) == (Channel.CALL, "+819012345678")


def test_last_seat_is_given_and_the_next_person_waits_as_number_one(session):
    cohort = make_cohort(session, capacity=1)

    first, second, third = (apply(session, cohort, somebody(n)) for n in range(3))

    assert [one.state for one in (first, second, third)] == [State.CONFIRMED, State.WAITLISTED, State.WAITLISTED]
    assert [seats.position(session, one) for one in (first, second, third)] == [0, 1, 2]
    letters = session.scalars(select(Message).where(Message.template == "enrolment_waitlisted").order_by(Message.id))
    assert [letter.details["position"] for letter in letters] == [1, 2]


def test_nobody_passes_a_person_who_waits_even_if_a_seat_is_free(session):
    cohort = full_cohort(session, **BY_TELEPHONE, waiting=1)
    moves.cancel(session, moved(session, cohort), reason="ill", by=None, at=MONDAY)
    assert seats.seats_of(session, cohort.id).free == 1

    assert apply(session, cohort).state is State.WAITLISTED


def moved(session, cohort):
    """The one who has the seat, loaded as moves need it."""
    return record(session, all_in(session, cohort)[0])


def test_who_was_slower_stands_behind_although_their_request_began_earlier(session):
    cohort = full_cohort(session, waiting=1, opens_at=MONDAY - timedelta(days=1))

    apply(session, cohort, at=MONDAY - timedelta(seconds=5))

    assert seats.queue_of(session, cohort.id) == [one.id for one in all_in(session, cohort)[1:]]


def test_minor_holds_the_seat_until_a_guardian_signs(session):
    cohort = make_cohort(session, capacity=1)

    enrolment = apply(session, cohort, replace(CHEN, birth_date=MINOR))

    assert enrolment.state is State.WAITING_FOR_GUARDIAN
    assert seats.seats_of(session, cohort.id).free == 0
    assert session.scalars(select(Message)).one().template == "enrolment_waiting_for_guardian"


@pytest.mark.parametrize(
    ("born", "state"),
    [
        (date(2008, 3, 2), State.CONFIRMED),
        (date(2008, 3, 3), State.CONFIRMED),
        (date(2008, 3, 4), State.WAITING_FOR_GUARDIAN),
    ],
)
def test_the_day_before_the_eighteenth_birthday_needs_no_guardian(session, born, state):
    assert apply(session, make_cohort(session), replace(CHEN, birth_date=born)).state is state


def test_minor_who_finds_no_seat_waits_like_everybody(session):
    cohort = full_cohort(session)

    assert apply(session, cohort, replace(CHEN, birth_date=MINOR)).state is State.WAITLISTED


def test_second_enrolment_of_the_same_person_is_refused_and_carries_the_first(session):
    cohort = make_cohort(session)
    first = apply(session, cohort)

    with pytest.raises(AlreadyEnrolled) as refused:
        apply(session, cohort, replace(CHEN, key="another"))

    assert refused.value.enrolment.id == first.id
    assert len(all_in(session, cohort)) == 1


def test_same_key_twice_is_one_enrolment_with_one_letter(session):
    cohort = make_cohort(session)

    first, second = apply(session, cohort), apply(session, cohort)

    assert first.id == second.id
    assert session.scalar(select(func.count(Message.id))) == 1


def test_same_key_at_the_same_moment_is_one_enrolment(session):
    """Both requests had looked before either had sent."""
    cohort = make_cohort(session)
    first = enrol_new(session, cohort=loaded(session, cohort), application=CHEN, by=None, at=MONDAY)

    second = enrol_new(session, cohort=loaded(session, cohort), application=CHEN, by=None, at=MONDAY)

    assert first.id == second.id


def test_who_cancelled_may_apply_again(session):
    cohort = make_cohort(session)
    apply(session, cohort)
    moves.cancel_own(session, moved(session, cohort), at=MONDAY)

    assert apply(session, cohort, replace(CHEN, key="again")).state is State.CONFIRMED
    assert session.scalar(select(func.count(Person.id))) == 1


def test_person_who_was_merged_into_another_is_one_applicant(session):
    cohort = make_cohort(session)
    kept = make_person(session, "山田 華子", mail="other@example.jp")
    first = apply(session, cohort)
    session.get(Person, first.person_id).merged_into_id = kept.id
    session.flush()

    with pytest.raises(AlreadyEnrolled):
        apply(session, cohort, replace(CHEN, key="another"))


@pytest.fixture
def two_records(session):
    """(cohort, kept, other): one human on two records, the first of which has a seat."""
    cohort = make_cohort(session)
    kept = make_person(session, "山田 華子", mail="other@example.jp")
    apply(session, cohort, replace(CHEN, mail="other@example.jp", key="first"))
    return cohort, kept, make_person(session, "山田 花子", mail=CHEN.mail)


def merged(session, kept_id, other_id):
    people = (session.get(Person, each) for each in (kept_id, other_id))
    return merge(session, *people, reason="the same", by=None, at=MONDAY)


@contextmanager
def beside(engine, act, *given):
    """A future of `act(session, *given)` in a transaction of its own, which has come as far as it can for now."""

    def run():
        with Session(engine) as own, own.begin():
            return act(own, *given)

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(run)
        wait([future], timeout=0.5)
        yield future


def test_nobody_is_merged_past_an_enrolment_that_is_being_sent(session, engine, two_records):
    cohort, kept, other = two_records
    people = (kept.id, other.id)
    session.commit()
    apply(session, cohort)

    with beside(engine, merged, *people) as merging:
        session.commit()
        with pytest.raises(BothEnrolled):
            merging.result()


def test_nobody_enrols_past_a_merge_that_is_being_written(session, engine, two_records):
    cohort, kept, other = two_records
    code = cohort.code
    session.commit()
    merged(session, kept.id, other.id)

    with beside(engine, apply_by_code, code) as sending:
        session.commit()
        with pytest.raises(AlreadyEnrolled):
            sending.result()


def apply_by_code(session, code):
    return enrol_new(session, cohort=cohort_brief(session, code), application=CHEN, by=None, at=MONDAY)


def test_who_finds_the_seat_taken_at_the_last_moment_learns_which_enrolment_it_is(session):
    cohort = make_cohort(session)
    first = apply(session, cohort)
    given = {"origin": Origin.PHONE, "language": "ja", "answers": {}, "needs": {}, "idempotency_key": "another"}
    second = Enrolment(cohort_id=cohort.id, person_id=first.person_id, **given)

    with pytest.raises(AlreadyEnrolled) as refused:
        claim_seat(session, second, cohort=cohort, needs_guardian=False, by=None, at=MONDAY)

    assert refused.value.enrolment.receipt == first.receipt


def test_two_people_of_one_family_share_a_telephone_and_both_get_in(session):
    cohort = make_cohort(session)
    twin = replace(CHEN, name=somebody(1).name, mail=None, key="twin")

    assert [apply(session, cohort, one).state for one in (CHEN, twin)] == [State.CONFIRMED] * 2
    assert session.scalar(select(func.count(Person.id))) == 2


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (MONDAY - timedelta(days=7, seconds=1), EnrolmentNotOpenYet),
        (MONDAY + timedelta(days=7), EnrolmentClosed),
        (LATER + timedelta(days=1), EnrolmentClosed),
    ],
)
def test_outside_the_window_nobody_applies(session, at, refusal):
    cohort = make_cohort(session)

    with pytest.raises(refusal):
        apply(session, cohort, at=at)


@pytest.mark.parametrize("at", [MONDAY - timedelta(days=7), MONDAY + timedelta(days=7) - timedelta(seconds=1)])
def test_window_is_open_from_its_first_to_its_last_moment(session, at):
    assert apply(session, make_cohort(session), at=at).state is State.CONFIRMED


def test_staff_may_enrol_somebody_outside_the_window(session):
    cohort = make_cohort(session)
    at = MONDAY + timedelta(days=8)

    enrolment = apply(session, cohort, replace(CHEN, origin=Origin.PHONE), by=make_account(session), at=at)

    assert (enrolment.state, enrolment.origin) == (State.CONFIRMED, Origin.PHONE)


def test_cancelled_cohort_takes_nobody(session):
    cohort = make_cohort(session, state=CohortState.CANCELLED)

    with pytest.raises(EnrolmentClosed):
        apply(session, cohort)
    with pytest.raises(CohortCancelled):
        apply(session, cohort, by=make_account(session))


@pytest.mark.parametrize("by_staff", [False, True])
def test_too_young_is_refused_whoever_types(session, by_staff):
    cohort = make_cohort(session, course=make_course(session, minimum_age=20))
    by = make_account(session) if by_staff else None

    with pytest.raises(UnderAge):
        apply(session, cohort, replace(CHEN, birth_date=date(2007, 1, 1)), by=by)


FIRST_OF_APRIL = MONDAY.replace(month=4, day=1)
LAST_OF_MARCH = FIRST_OF_APRIL - timedelta(days=1)


@pytest.mark.parametrize(
    ("born", "starts", "fits"),
    [
        (date(2011, 4, 1), FIRST_OF_APRIL, True),
        (date(2011, 4, 1), LAST_OF_MARCH, False),
        (date(2011, 4, 2), FIRST_OF_APRIL, False),
    ],
)
def test_who_was_born_on_the_first_of_april_finishes_school_a_year_before_who_was_born_on_the_second(
    session, born, starts, fits
):
    course = make_course(session, after_compulsory_school=True)
    cohort = make_cohort(session, course=course, starts_at=starts, ends_at=starts + timedelta(hours=2))
    application = replace(CHEN, birth_date=born)

    if fits:
        assert apply(session, cohort, application).state is State.WAITING_FOR_GUARDIAN
    else:
        with pytest.raises(StillAtSchool):
            apply(session, cohort, application)


@pytest.mark.parametrize(("has_required", "fits"), [(True, True), (False, False)])
def test_course_that_builds_on_another_asks_for_it(session, has_required, fits):
    course, basic = make_course(session), make_course(session)
    session.add(Prerequisite(course_id=course.id, required_id=basic.id))
    cohort = make_cohort(session, course=course)
    application = replace(CHEN, has_required=has_required)

    if fits:
        assert apply(session, cohort, application).state is State.CONFIRMED
    else:
        with pytest.raises(FinishFirst):
            apply(session, cohort, application)


def test_receipt_number_drawn_twice_is_drawn_again(session, monkeypatch):
    drawn = iter([1, 1, 2])
    monkeypatch.setattr("secrets.randbelow", lambda _limit: next(drawn))
    cohort = make_cohort(session)

    first, second = apply(session, cohort, somebody(1)), apply(session, cohort, somebody(2))

    assert first.receipt != second.receipt
    assert session.scalar(select(func.count(Enrolment.id))) == 2
