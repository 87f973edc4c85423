"""ENR-8: a seat is held for somebody under 18 until the guardian answers by their own link, or until a day."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.enrolment.applying import BY_TELEPHONE, apply, full_cohort, record, somebody
from tests.enrolment.guarded import (
    BORN,
    FATHER,
    NO,
    ON_PAPER,
    YES,
    answer,
    apply_young,
    change,
    comes_of_age,
    request_of,
    revoke,
    state,
)
from tests.make import LATER, MONDAY, make_cohort, make_course
from workforce.enrolment.actions import guardians, lapsing, moves, offers
from workforce.enrolment.actions.guardian_refusals import (
    AnsweredAlready,
    EnoughLetters,
    EnrolmentOver,
    GuardianChanged,
    HoldOver,
    NeverAsked,
    OfAgeNow,
)
from workforce.enrolment.actions.refusals import ConsentNotNeeded, GuardianNeeded
from workforce.enrolment.models import Consent, Enrolment, GuardianConsent, State
from workforce.enrolment.models.consents import Purpose
from workforce.enrolment.queries import holds, seats
from workforce.enrolment.rules.guardians import NamedGuardian, OwnMail
from workforce.history import Entry
from workforce.outbox import Message, Sending, letters

DAY = timedelta(days=1)
MOTHER = NamedGuardian("山田 京子", "母", "ja", "haha@example.jp")


def told(session):
    """[(template, address, language)] in the order they were queued."""
    query = select(Message.template, Message.address, Message.language).order_by(Message.id)
    return [tuple(row) for row in session.execute(query)]


def open_letters(session):
    return session.scalar(select(func.count()).where(Message.person_id.is_(None), Message.state == Sending.QUEUED))


def test_minor_waits_with_a_seat_and_the_guardian_is_asked_in_their_language(session):
    enrolment = apply_young(session, make_cohort(session))

    assert enrolment.state is State.WAITING_FOR_GUARDIAN
    assert enrolment.held_until == MONDAY.replace(hour=11) + timedelta(days=14)  # 20:00 at the centre
    assert told(session) == [
        ("enrolment_waiting_for_guardian", "somebody1@example.jp", "ja"),
        ("guardian_request", "chichi@example.jp", "vi"),
    ]


def test_guardian_without_a_mail_address_is_asked_by_nobody_but_the_paper(session):
    apply_young(session, make_cohort(session), guardian=ON_PAPER)

    assert [template for template, *_rest in told(session)] == ["enrolment_waiting_for_guardian"]


def test_yes_confirms_the_seat_and_every_word_is_kept(session):
    cohort = make_cohort(session, course=make_course(session, questions=["photo_consent"]))
    enrolment = apply_young(session, cohort)

    answer(session, enrolment, YES | {Purpose.PHOTOGRAPHS: False, Purpose.NEWS: True})

    assert state(session, enrolment) is State.CONFIRMED
    words = {word.purpose: word for word in session.scalars(select(Consent))}
    assert {purpose: word.given for purpose, word in words.items()} == {
        Purpose.TAKING_PART: True,
        Purpose.PHOTOGRAPHS: False,
    }, "news was not asked in this course"
    assert words[Purpose.TAKING_PART].wording == (
        "May your child take part in this course? Without your yes your child cannot take part."
    )
    assert (words[Purpose.TAKING_PART].language, words[Purpose.TAKING_PART].spoken_by) == ("vi", "山田 一郎")
    assert told(session)[-2:] == [
        ("enrolment_confirmed", "somebody1@example.jp", "ja"),
        ("guardian_agreed", "chichi@example.jp", "vi"),
    ]
    assert session.get(Enrolment, enrolment.id).held_until is None


def test_no_ends_the_enrolment_and_the_seat_goes_on(session):
    cohort = make_cohort(session, capacity=1)
    enrolment = apply_young(session, cohort)
    second = apply(session, cohort, somebody(2))

    answer(session, enrolment, NO)

    assert (state(session, enrolment), state(session, second)) == (State.CANCELLED, State.OFFERED)
    assert "guardian_refused" in [template for template, *_rest in told(session)]


def test_answer_on_the_waiting_list_counts_when_the_seat_comes(session):
    cohort = make_cohort(session, capacity=1, **BY_TELEPHONE)
    first = apply(session, cohort, somebody(2))
    enrolment = apply_young(session, cohort)
    answer(session, enrolment)
    assert state(session, enrolment) is State.WAITLISTED

    moves.cancel(session, record(session, first), reason="…", by=None, at=MONDAY)
    moves.confirm(session, record(session, enrolment), by=None, at=MONDAY)

    assert state(session, enrolment) is State.CONFIRMED


def test_guardian_takes_taking_part_back_and_the_seat_goes_on(session):
    cohort = make_cohort(session, capacity=1)
    enrolment = apply_young(session, cohort)
    second = apply(session, cohort, somebody(2))
    answer(session, enrolment)

    revoke(session, enrolment, at=MONDAY + DAY)

    assert (state(session, enrolment), state(session, second)) == (State.CANCELLED, State.OFFERED)
    said = session.scalars(select(Consent.given).where(Consent.purpose == Purpose.TAKING_PART).order_by(Consent.id))
    assert list(said) == [True, False]


def test_other_purposes_are_given_and_taken_back_without_touching_the_seat(session):
    cohort = make_cohort(session, course=make_course(session, questions=["photo_consent"]))
    enrolment = apply_young(session, cohort)
    answer(session, enrolment, YES | {Purpose.PHOTOGRAPHS: True})

    change(session, enrolment, Purpose.PHOTOGRAPHS, given=False)

    assert state(session, enrolment) is State.CONFIRMED
    with pytest.raises(NeverAsked):
        change(session, enrolment, Purpose.NEWS, given=True)
    with pytest.raises(NeverAsked):
        change(session, enrolment, Purpose.TAKING_PART, given=False)


def test_second_parent_and_a_replayed_answer_change_nothing(session):
    enrolment = apply_young(session, make_cohort(session))
    answer(session, enrolment)

    with pytest.raises(AnsweredAlready):
        answer(session, enrolment, NO, name="山田 京子")
    assert state(session, enrolment) is State.CONFIRMED


def test_naming_another_guardian_closes_the_first_link_and_stops_its_letter(session):
    enrolment = apply_young(session, make_cohort(session))
    first = request_of(session, enrolment)

    guardians.name(session, record(session, enrolment), MOTHER, by=None, at=MONDAY)

    with pytest.raises(GuardianChanged):
        answer(session, enrolment, request=first)
    assert open_letters(session) == 1
    answer(session, enrolment)
    assert state(session, enrolment) is State.CONFIRMED


def test_naming_the_same_guardian_again_is_nothing_new(session):
    enrolment = apply_young(session, make_cohort(session))
    first = request_of(session, enrolment)

    assert guardians.name(session, record(session, enrolment), FATHER, by=None, at=MONDAY) == first
    assert open_letters(session) == 1


def test_guardian_has_a_mail_of_their_own(session):
    enrolment = apply_young(session, make_cohort(session))
    own = NamedGuardian("山田 京子", "母", "ja", "somebody1@example.jp")

    with pytest.raises(OwnMail):
        guardians.name(session, record(session, enrolment), own, by=None, at=MONDAY)


def test_applicant_has_the_letter_sent_three_times_a_day_and_staff_as_often_as_they_like(session):
    enrolment = apply_young(session, make_cohort(session))
    for _ in range(3):
        guardians.ask_again(session, record(session, enrolment), by=None, at=MONDAY)

    with pytest.raises(EnoughLetters):
        guardians.ask_again(session, record(session, enrolment), by=None, at=MONDAY)
    assert guardians.ask_again(session, record(session, enrolment), by=None, at=MONDAY + DAY)


# --- the clock --------------------------------------------------------------------------------------------------------


def test_seat_is_held_for_fewer_days_near_the_start_and_never_past_it(session):
    near = make_cohort(session, starts_at=MONDAY + 20 * DAY)
    tomorrow = make_cohort(session, starts_at=MONDAY + timedelta(hours=5))

    assert apply_young(session, near, 1).held_until == MONDAY.replace(hour=11) + 7 * DAY
    assert apply_young(session, tomorrow, 2).held_until == MONDAY + timedelta(hours=5)


def test_nobody_answers_and_the_seat_goes_on_in_the_same_transaction(session):
    cohort = make_cohort(session, capacity=1, closes_at=LATER)
    enrolment = apply_young(session, cohort)
    second = apply(session, cohort, somebody(2))
    until = enrolment.held_until

    assert offers.settle_cohort(session, cohort.id, at=until - timedelta(seconds=1)) == 0
    assert offers.settle_cohort(session, cohort.id, at=until) == 1

    assert (state(session, enrolment), state(session, second)) == (State.CANCELLED, State.OFFERED)
    assert "hold_lapsed" in [template for template, *_rest in told(session)]
    assert open_letters(session) == 0, "a letter that has not left would ask in vain"


def test_newcomer_finds_the_seat_of_a_hold_that_nobody_has_noticed_is_over(session):
    cohort = make_cohort(session, capacity=1, closes_at=LATER, starts_at=LATER + 30 * DAY)
    enrolment = apply_young(session, cohort)

    newcomer = apply(session, cohort, somebody(2), at=enrolment.held_until)

    assert (state(session, newcomer), state(session, enrolment)) == (State.CONFIRMED, State.CANCELLED)


def test_late_answer_is_refused_before_anybody_has_noticed_and_after(session):
    cohort = make_cohort(session)
    enrolment = apply_young(session, cohort)
    until = enrolment.held_until

    with pytest.raises(HoldOver):
        answer(session, enrolment, at=until)
    with pytest.raises(HoldOver):
        moves.record_consent(
            session,
            record(session, enrolment),
            guardian_name="山田 一郎",
            relation="父",
            signed_on=MONDAY.date(),
            by=None,
            at=until,
        )
    offers.settle_cohort(session, cohort.id, at=until)
    with pytest.raises(EnrolmentOver):
        answer(session, enrolment, at=until)


def test_guardian_and_applicant_are_asked_once_more_at_half_time(session):
    enrolment = apply_young(session, make_cohort(session))
    half = enrolment.remind_at
    assert MONDAY + 6 * DAY < half < MONDAY + 8 * DAY

    assert holds.due(session, at=half - timedelta(seconds=1)) == []
    assert holds.due(session, at=half) == [enrolment.id]
    lapsing.act(session, enrolment.id, at=half)

    assert told(session)[-2:] == [
        ("guardian_still_missing", "somebody1@example.jp", "ja"),
        ("guardian_reminder", "chichi@example.jp", "vi"),
    ]
    assert holds.due(session, at=half) == []


# --- coming of age ----------------------------------------------------------------------------------------------------


def test_whoever_comes_of_age_gets_the_seat_by_the_clock_alone(session):
    enrolment = apply_young(session, make_cohort(session))
    comes_of_age(session, enrolment, MONDAY + DAY)

    assert holds.due(session, at=MONDAY) == []
    assert holds.due(session, at=MONDAY + DAY) == [enrolment.id]
    lapsing.act(session, enrolment.id, at=MONDAY + DAY)

    assert state(session, enrolment) is State.CONFIRMED


def test_whoever_comes_of_age_keeps_the_seat_even_after_the_hold(session):
    cohort = make_cohort(session)
    enrolment = apply_young(session, cohort)
    until = enrolment.held_until
    comes_of_age(session, enrolment, until)

    offers.settle_cohort(session, cohort.id, at=until)

    assert state(session, enrolment) is State.CONFIRMED


def test_person_takes_the_seat_alone_on_the_day_and_not_before(session):
    enrolment = apply_young(session, make_cohort(session))
    with pytest.raises(GuardianNeeded):
        moves.confirm_own(session, record(session, enrolment), at=MONDAY)
    comes_of_age(session, enrolment, MONDAY + DAY)

    moves.confirm_own(session, record(session, enrolment), at=MONDAY + DAY)
    moves.confirm_own(session, record(session, enrolment), at=MONDAY + DAY)

    assert state(session, enrolment) is State.CONFIRMED


def test_link_acts_no_more_for_somebody_of_age(session):
    enrolment = apply_young(session, make_cohort(session))
    answer(session, enrolment)
    comes_of_age(session, enrolment, MONDAY + DAY)

    with pytest.raises(OfAgeNow):
        revoke(session, enrolment, at=MONDAY + DAY)
    assert state(session, enrolment) is State.CONFIRMED


def test_adult_who_turns_out_to_be_under_age_can_name_a_guardian(session):
    enrolment = apply(session, make_cohort(session), somebody(1))
    with pytest.raises(ConsentNotNeeded):
        guardians.name(session, record(session, enrolment), FATHER, by=None, at=MONDAY)
    record(session, enrolment).person.birth_date = BORN
    session.flush()

    guardians.name(session, record(session, enrolment), FATHER, by=None, at=MONDAY)
    answer(session, enrolment)

    assert state(session, enrolment) is State.CONFIRMED
    assert session.scalar(select(func.count()).select_from(GuardianConsent)) == 1


def test_history_names_every_step(session):
    cohort = make_cohort(session)
    enrolment = apply_young(session, cohort)
    answer(session, enrolment)
    revoke(session, enrolment)

    steps = session.scalars(select(Entry.what).where(Entry.subject == "enrolment").order_by(Entry.id))
    assert list(steps) == ["enrol", "consent", "guardian_refused"]
    assert seats.seats_of(session, cohort.id).taken == 0


def test_full_cohort_with_a_minor_in_the_queue_is_asked_again_when_the_seat_is_held(session):
    cohort = full_cohort(session, capacity=1, **BY_TELEPHONE)
    enrolment = apply_young(session, cohort)
    first = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
    moves.cancel(session, record(session, first), reason="…", by=None, at=MONDAY)

    moves.confirm(session, record(session, enrolment), by=None, at=MONDAY)

    assert state(session, enrolment) is State.WAITING_FOR_GUARDIAN
    assert [template for template, *_rest in told(session)].count("guardian_request") == 2


def test_letter_says_whether_the_seat_is_held_or_somebody_waits(session, speaking):
    apply_young(session, make_cohort(session), 1)
    full = full_cohort(session)
    apply_young(session, full, 2)
    asked = session.scalars(select(Message).where(Message.template == "guardian_request").order_by(Message.id)).all()

    with speaking("en"):
        for message in asked:
            message.language = "en"
        held, waiting = (letters.written(message, sent_at=MONDAY).body for message in asked)

    assert "A seat is held until" in held
    assert "on the waiting list" in waiting
    assert "/l/guardian/" in held
